"""Words for persons, offices, bodies and documents, folded, and given names by gender. Compiled for Whence."""

from __future__ import annotations

from whence.protect.words import PERSON_NOUNS, PUBLIC_ROLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Head nouns of offices and functions: whoever carries one speaks for more than himself.
ROLE_HEADS = (PUBLIC_ROLES - _words("in general private chair guard king queen")) | _words(
    "chairman chairwoman king queen chair general spokesman spokeswoman spokesperson spokespeople "
    "spokesmen minister ministers president presidents governor governors mayor mayors officer officers "
    "official officials leader leaders commander commanders chief secretary ambassador lawyer attorney "
    "analyst expert correspondent reporter editor coordinator manager boss superior rector dean adviser "
    "advisers advisor aide aides strategist pollster surgeon doctor lawmaker lawmakers senator deputy "
    "deputies representative representatives legislator legislators congressman congresswoman "
    "committeeman treasurer auditor negotiator mediator envoy activist organiser organizer campaigner "
    "candidate candidates nominee newsreader newscaster bishop archbishop cardinal priest pastor imam "
    "prosecutor prosecutors judge judges magistrate investigator investigators detective policeman "
    "consultant professor historian economist principal headmaster headmistress director directors "
    "founder head manager monitor observer rapporteur inspector superintendent premier chancellor "
    "delegate delegates member members columnist author commissioner commissioners ombudsman registrar "
    "captain major colonel lieutenant sergeant brigadier admiral"
)
PERSON_HEADS = PERSON_NOUNS | _words(
    "resident residents villager villagers witness witnesses eyewitness eyewitnesses survivor survivors "
    "farmer farmers source sources officer soldier soldiers people man woman men women neighbour "
    "neighbours neighbor neighbors relative relatives analysts experts activists protesters protestors "
    "demonstrators voter voters observer observers worker workers teacher teachers doctors nurses medic "
    "medics parent parents mother father son daughter brother sister wife husband uncle aunt cousin "
    "nephew niece friend driver colleague local locals opponents critics supporters aides diplomats "
    "diplomat lawyers spokesmen insiders refugees detainees prisoners fighters militants rebels "
    "guerrillas student students trader traders shopkeeper fisherman forester mechanic mechanics owner "
    "owners employee employees rescuer rescuers firefighter firefighters medics historians economists "
    "economist bystander bystanders journalists journalist reporter reporters correspondents someone "
    "others commentators observers politicians veteran veterans sweeper stringer hawker grocer pensioner "
    "waiter cook guard porter clerk"
)
COLLECTIVES = _words(
    "people police residents officials sources witnesses villagers rebels guerrillas authorities troops forces"
)
# Bodies by their head word, capitals or not: these speak as an organisation.
BODY_HEADS = _words(
    "ministry ministries department agency bureau office army military navy police force forces command "
    "headquarters staff government administration authority council committee commission parliament "
    "congress senate assembly court tribunal party movement front union federation confederation "
    "association organisation organization group coalition alliance bloc company corporation firm bank "
    "institute university school college hospital centre center foundation fund service services guard "
    "regime junta cabinet presidency embassy consulate mission board panel team network channel radio "
    "television newspaper daily magazine website club church diocese league state nation country kremlin "
    "pentagon delegation campaign clinic municipality prefecture directorate inspectorate secretariat "
    "unit brigade battalion division regiment corps militia faction wing branch airline operator "
    "regulator utility watchdog think-tank charity ngo news press post times herald tribune gazette "
    "standard ledger courier cross crescent society bloc republic kingdom states nations house palace "
    "duma rada"
)
DOCUMENT_HEADS = _words(
    "report reports document documents statement letter poll polls survey study leaflet register "
    "indictment communique communiqué ruling pact law resolution transcript email e-mail memo footage "
    "video videos photo photos photograph image images picture pictures decree order data figures "
    "statistics records results findings analysis investigation article story post tweet caption website "
    "agreement accord treaty constitution bill verdict judgment affidavit complaint filing lawsuit notice "
    "poster message recording pamphlet bulletin declaration proposal plan text release book memoir "
    "inquiry census database map chart ballot list protocol dossier communiques projections estimates "
    "surveys studies letters emails tweets"
)
UNNAMED_HEADS = _words(
    "reports claims rumours rumors allegations accounts authorities officials sources analysts critics "
    "observers suggestions testimony claim report accusations"
)

FEMALE_WORDS = _words(
    "mrs ms miss madam madame mme lady she her hers woman girl mother wife daughter sister aunt niece "
    "grandmother queen princess spokeswoman chairwoman congresswoman policewoman businesswoman "
    "headmistress actress widow nun schoolgirl midwife seamstress granddaughter newswoman councilwoman "
    "waitress senora baroness duchess"
)
MALE_WORDS = _words(
    "mr sir lord he him man boy father husband son brother uncle nephew grandfather king prince spokesman "
    "chairman congressman policeman businessman headmaster schoolboy widower monk fisherman councilman "
    "alderman archbishop bishop cardinal imam priest pope senor don fireman baron duke"
)
FEMALE_NAMES = _words(
    "alla anna maria mary elena olena olga olha irina iryna natalia nataliya oksana svetlana svitlana "
    "tatiana tetiana yulia yuliia julia kateryna ekaterina katherine catherine halyna galina lyudmila "
    "liudmyla nadiia nadia nina vera larisa larysa ludmila sofia sophia daria darya maryna marina "
    "anastasia victoria viktoria valentina lydia bohdana ruslana inna hillary michelle "
    "angela theresa margaret elizabeth emily emma sarah susan karen nancy patricia linda barbara jennifer "
    "jessica laura lisa kelly kellyanne megyn elaine donna carol ruth helen alice jane jill joan judith "
    "kate kathleen amy andrea ashley beth debbie deborah diana diane ellen erin eva gina grace hannah "
    "heather heidi ivanka melania chelsea jill kamala loretta fatima aisha aminata aissatou fatou "
    "fatoumata awa astou coumba khady mariama mame ndeye hawa zainab zeinab layla leila amina maryam "
    "mariam khadija salma samira nadia rania yasmin huda hanan iman farida shirin zahra parisa wangari "
    "wanjiku achieng atieno akinyi nyambura njeri ngozi chioma ifeoma amaka folake funke adaeze bisi "
    "temitope priya sunita lakshmi anita kavita indira sonia rekha shanti meena nasrin hasina khaleda "
    "shirin rahima sultana nusrat taslima suu nilar thida khin lorna maribel "
    "rosario luz leonor gabriela isabel carmen rosa juana ana violeta dilma cristina michele veronica "
    "alejandra lucia teresa pilar dolores mercedes beatriz claudia gloria silvia sara sandra monica paula "
    "raquel ri mei ling xiu yuki keiko sakura siti dewi megawati nurul hanifa saida "
    " nino salome tamar tamara ketevan eka lela nana maka ia khatia sviatlana "
    "volha alena hanna"
)
MALE_NAMES = _words(
    "volodymyr vladimir serhiy sergei sergey oleh oleg dmytro dmitry oleksandr aleksandr alexander andriy "
    "andrei andrey mykola nikolai mykhailo mikhail petro pyotr ivan yuri yuriy viktor vitaliy vitaly "
    "vasyl igor ihor bohdan taras roman ruslan maksym maxim pavlo pavel ostap denys denis anton artem "
    "yevhen yevgeny kyrylo kirill leonid stanislav vadym vadim valeriy valery ilya mykyta nikita arkady "
    "john james robert michael william david richard joseph thomas charles donald barack bill george paul "
    "mark steven stephen kevin brian edward ronald anthony jason jeffrey jeff gary nicholas eric jonathan "
    "larry scott frank brandon benjamin ben samuel gregory patrick alexander jack dennis jerry tyler "
    "aaron jose adam henry nathan peter kyle jake jeremy keith roger sean christian chris ted bernie mike "
    "tim tom jim joe bob steve dan marco rand newt rudy mitch harry chuck antony boris rishi keir "
    "emmanuel francois nicolas olaf helmut jean jacques pierre luc marc mohammed muhammad mohamed mahmoud "
    "ahmed ali hassan hussein omar ibrahim khalid abdullah abdul yusuf youssef mustafa bashar saddam "
    "tariq karim nabil samir walid ziad faisal salman ousmane macky abdoulaye mamadou modou ibrahima "
    "cheikh alpha moussa amadou souleymane boubacar idrissa pape serigne uhuru raila william kamau otieno "
    "ochieng kipchoge daniel samuel muhammadu goodluck olusegun bola emeka chukwu tunde narendra rahul "
    "amit rajiv sanjay vijay anil sunil arvind imran nawaz shahbaz asif rashid tarique juan jose luis "
    "carlos miguel jorge pedro pablo diego fernando francisco antonio manuel rafael ricardo roberto "
    "sergio alfredo alejandro andres daniel hugo nicolas evo rodrigo benigno ferdinand renato "
    "harold dante anselmo augusto alvaro alan jong-un xi jinping min-aung aung minh hiroshi "
    "shinzo taro joko prabowo recep tayyip kemal ismail binali bashir giorgi irakli bidzina mikheil "
    "aliaksandr alyaksandr siarhei mikalai"
)
