"""Word lists that role finding stands on."""

from __future__ import annotations

from whence.nlp.lexicon_wordset import wordset

MEANS_WORDS = wordset(
    """
    rifle pistol gun machinegun knife truncheon baton grenade rocket missile shell mortar bomb mine drone tank
    artillery bullet explosive dynamite gas cannon stick stone bottle petrol machete axe sword arrow himars himar
    howitzer firebomb molotov weapon shotgun club hose whip bayonet round ammunition aircraft jet helicopter plane
    leaflet loudspeaker truck lorry launcher hammer gunship warplane teargas firearm kalashnikov rpg firecracker
    charge shot sledgehammer iron bar chain rope car fire
    """
)
NO_ACTOR = wordset(
    """
    explosion blast attack shelling bombing fire incident clash fighting violence shooting raid strike airstrike
    protest demonstration unrest operation rally vote voting election referendum poll polling turnout result launch
    test move offensive assault count figure video footage photo picture image decision visit talks meeting sanction
    curfew truce ceasefire
    """
)
SITES = wordset(
    """
    building house home station office school hospital church mosque bridge plant depot warehouse base barracks
    headquarters embassy consulate shop market hotel hall archive tower pipeline railway train bus car vehicle truck
    convoy airport port camp point centre center door college crossing checkpoint bank garrison post mayor
    commission city village town
    """
)
OBJECT_CONTROL = wordset(
    """
    urge ask order tell force allow call invite want help make lead press advise encourage require instruct oblige
    let command get cause permit enable appeal demand expect request beg compel persuade warn petition see have
    """
)
SUPPORT = wordset(
    """
    launch carry conduct hold stage make mount commit wage organise organize order announce claim lead begin start
    stop declare impose issue open call drop take join direct execute deliver oversee coordinate
    """
)
# Verbs of saying, whatever is said follows as a clause or stands in quotation marks.
REPORTING = wordset("acknowledge add announce claim confirm insist note reply report say state stress tell write")
# Verbs that take a clause: the phrase behind one of them opens it and is no object.
CLAUSAL = REPORTING | wordset(
    "admit allege argue assert believe deny fear hint imply indicate know reveal show suggest suspect think warn"
)
# What somebody issues says what its author says: `sent a letter asking`.
PAPERS = wordset(
    """
    statement letter resolution speech tweet message motion lawsuit suit petition editorial referral bill memo
    """
)
WHEN = wordset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february march
    april may june july august september october november december jan feb mar apr aug sept sep oct nov dec
    """
)
SPELLS = wordset(
    """
    day week month year morning evening night afternoon weekend noon midnight autumn spring summer winter hour time
    """
)
