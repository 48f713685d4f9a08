"""Irregular forms of English verbs and nouns, and words that only look inflected."""

from __future__ import annotations

# base: forms; base: forms; ...
_VERB_FORMS = """
accuse: accuse accused accusing; admit: admit admitted; agree: agree agreed agreeing; aid: aid aided; alight:
alight; arise: arise arisen arose; attack: attack attacked; awake: awake awoke; ban: ban banned banning; be: am
are be been being is was were; bear: bear bore born borne; beat: beat beaten beating; become: became become;
beg: beg begged; begin: began begin beginning begun; behold: beheld behold; bend: bend bent; beset: beset; bet:
bet betting; bid: bid bidding; bind: bind bound; bite: bit bite bitten; bleed: bled bleed; blow: blew blow
blown; bomb: bomb bombed bombing; break: break broke broken; breed: bred breed; bring: bring brought; broadcast:
broadcast; build: build built; burn: burn burnt; burst: burst; buy: bought buy; call: call called; cancel:
cancel canceled cancelled; cast: cast; catch: catch caught; choose: choose chose chosen; clap: clap clapped;
cling: cling clung; come: came come; commit: commit committed; compel: compel compelled; control: control
controlled; cost: cost; creep: creep crept; cut: cut cutting; deal: deal dealt; decree: decree decreed
decreeing; deter: deter deterred; die: die dying; dig: dig digging dug; do: did do does done; drag: drag
dragged; draw: draw drawn drew; drink: drank drink drunk; drive: drive driven drove; drop: drop dropped; dwell:
dwell dwelt; eat: ate eat eaten; enrol: enrol enrolled; equip: equip equipped; expel: expel expelled; fall: fall
fallen fell; feed: fed feed; feel: feel felt; fell: felled; fight: fight fought; fill: fill filled; find: find
found; flag: flag flagged; flee: fled flee fleeing; fling: fling flung; flog: flog flogged; fly: flew flown fly;
forbid: forbade forbid forbidden forbidding; forecast: forecast; foresee: foresaw foresee foreseen; forget:
forget forgot forgotten; forgive: forgave forgive forgiven; free: free freed freeing; freeze: freeze froze
frozen; get: get getting got gotten; give: gave give given; go: go goes gone went; grab: grab grabbed; grind:
grind; ground: ground; grow: grew grow grown; gun: gun gunned gunning; hang: hang hanged hung; have: had has
have having; hear: hear heard; hide: hid hidden hide; hit: hit hitting; hold: held hold; hurt: hurt; inset:
inset; install: install installed; interweave: interweave; jam: jam jammed; keep: keep kept; kidnap: kidnap
kidnapped kidnapping; kill: kill killed killing; kneel: kneel knelt; know: knew know known; lay: laid lay; lead:
lead led; lean: lean leant; leap: leap leapt; learn: learn learnt; leave: leave left; lend: lend lent; let: let
letting; lie: lain lie lying; light: light lit; lose: lose losing lost; make: made make; mean: mean meant; meet:
meet met; mislead: mislead misled; mistake: mistake mistaken mistook; mob: mob mobbed; mow: mow mown; nab: nab
nabbed; obey: obey obeyed; occur: occur occurred; offset: offset; outbid: outbid; outrun: outran outrun; outset:
outset; overcome: overcame overcome; overrun: overran overrun; oversee: oversaw oversee overseen; overtake:
overtake overtook; overthrow: overthrew overthrow overthrown; panic: panic panicked; partake: partake partook;
patrol: patrol patrolled; pay: paid pay; permit: permit permitted; pin: pin pinned; plan: plan planned; poll:
poll polled; prefer: prefer preferred; prove: prove proven; pull: pull pulled; put: put putting; quell: quell
quelled; quit: quit quitting; rage: rage raged; raid: raid raided; read: read; rebuild: rebuild rebuilt; redo:
redid redo redone; refer: refer referred; repel: repel repelled; reset: reset; retake: retake retaken retook;
rid: rid ridding; ride: ridden ride rode; rig: rig rigged; ring: rang ring rung; rise: rise risen rose; rob: rob
robbed; roll: roll rolled; run: ran run running; saw: sawn; say: said say says; see: saw see seen; seek: seek
sought; seize: seize seized seizing; sell: sell sold; send: send sent; set: set setting; sew: sew sewn; shake:
shake shaken shook; shed: shed shedding; shell: shell shelled; ship: ship shipped; shoot: shoot shot; show: show
shown; shrink: shrank shrink shrunk; shut: shut shutting; sing: sang sing sung; sink: sank sink sunk; sit: sat
sit sitting; slay: slain slay slew; sleep: sleep slept; slide: slid slide; sling: sling slung; slink: slink
slunk; slit: slit; smell: smell smelt; sow: sow sown; speak: speak spoke spoken; speed: sped speed; spell: spell
spelt; spend: spend spent; spill: spill spilled spilt; spit: spat spit; split: split splitting; spoil: spoil
spoilt; spread: spread; spring: sprang spring sprung; stab: stab stabbed; stand: stand stood; stay: stay stayed;
steal: steal stole stolen; step: step stepped; stick: stick stuck; sting: sting stung; stop: stop stopped;
stride: stride strode; strike: stricken strike striking struck; string: string strung; strip: strip stripped;
strive: strive striven strove; sublet: sublet; submit: submit submitted; sue: sue sued suing; swear: swear swore
sworn; sweep: sweep swept; swell: swell swelled swollen; swim: swam swim swum; swing: swing swung; take: take
taken took; teach: taught teach; tear: tear tore torn; tell: tell told; think: think thought; thrive: thrive
throve; throw: threw throw thrown; thrust: thrust; tie: tie tying; transfer: transfer transferred; trap: trap
trapped; tread: tread trod; undergo: undergo undergone underwent; understand: understand understood; undertake:
undertake undertaken undertook; undo: undid undo undone; unwind: unwind unwound; uphold: upheld uphold; upset:
upset; use: use used using; wage: wage waged; wake: wake woke woken; wear: wear wore worn; weave: weave wove
woven; wed: wed; weep: weep wept; whip: whip whipped; win: win winning won; wind: wind; withdraw: withdraw
withdrawn withdrew; withhold: withheld withhold; withstand: withstand withstood; wound: wound wounded; write:
write written wrote
"""

_NOUN_FORMS = """
according: according; across: across; always: always; analysis: analyses; anything: anything; assailant:
assailants; base: bases; be: was; bed: bed; besides: besides; building: building; bus: bus buses; businessman:
businessmen; ceiling: ceiling; child: children; clergyman: clergymen; congressman: congressmen; crisis: crises;
data: data; do: does; during: during; evening: evening; everything: everything; fisherman: fishermen; foot:
feet; force: forces; gas: gas gases; gunman: gunmen; half: halves; have: has; headquarters: headquarters; his:
his; hundred: hundred; indeed: indeed; its: its; king: king; knife: knives; leaf: leaves; less: less; life:
lives; man: men; media: media; militiaman: militiamen; morning: morning; mouse: mice; naked: naked; need: need;
news: news; nothing: nothing; people: people; perhaps: perhaps; person: persons; plus: plus; police: police;
policeman: policemen; politics: politics; poll: polls; red: red; referendum: referenda; sacred: sacred; self:
selves; series: series; serviceman: servicemen; something: something; species: species; speed: speed; spokesman:
spokesmen; status: status; thief: thieves; this: this; thus: thus; tooth: teeth; toward: towards; tribesman:
tribesmen; united: united; unless: unless; us: us; wedding: wedding; wicked: wicked; wife: wives; wing: wing;
wolf: wolves; woman: women; yes: yes
"""


def _by_form(table: str) -> dict[str, str]:
    entries = (entry.split(":") for entry in " ".join(table.split()).split("; "))
    return {form: base.strip() for base, forms in entries for form in forms.split()}


VERBS = _by_form(_VERB_FORMS)
NOUNS = _by_form(_NOUN_FORMS)
