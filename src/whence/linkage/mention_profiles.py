"""What a mention is compared by: its words, the words around it, its document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.likeness import Collection, terms
from whence.linkage.mention_words import LIGHT, PARTICLES, base, families, head
from whence.linkage.mentions import Document, Mention
from whence.linkage.normalise import STOP, fold, stem

NEAR = 5  # tokens to either side: subject and object stand there
# How documents are put in stories: cross-validated CoNLL F1 on ECB+ training topics 0.770 (3 and 0.2 give the same), on
# GVC 0.669; names once, power 1 and 0.15 give 0.768 and 0.668.
NAME, POWER, SAME_STORY = 2, 1.5, 0.18
_OPENS = re.compile(r"[^\W_]")


class Profile(Struct, frozen=True, kw_only=True, eq=False):
    """A mention as its features see it; `story` is the number of the group of documents that it is compared in."""

    mention: Mention
    story: int
    collection: Collection
    text: int  # the number of its document in the collection
    head: str
    form: str
    words: frozenset[str]
    families: frozenset[int]
    light: bool
    context: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    share: float = 0.0  # of the story's mentions that have this head


def profiles(documents: Sequence[Document], mentions: Iterable[Mention]) -> list[Profile]:
    """One profile a mention, in order. Documents are first put in groups that tell one story."""
    collection = Collection([_terms(document) for document in documents], POWER)
    numbers = {item: number for number, group in enumerate(collection.stories(SAME_STORY)) for item in group}
    at = {document.document_id: item for item, document in enumerate(documents)}
    found = []
    for mention in mentions:
        item = at[mention.document_id]
        tokens = documents[item].sentences[mention.sentence]
        found.append(_profile(mention, tokens, numbers[item], item, collection))
    return _with_shares(found)


def _terms(document: Document) -> Counter[str]:
    found: Counter[str] = Counter()
    for sentence in document.sentences:
        found.update(terms(sentence, NAME))
    return found


def _profile(mention: Mention, tokens: Sequence[str], story: int, text: int, collection: Collection) -> Profile:
    named = [tokens[at] for at in mention.tokens]
    first, last = mention.tokens[0], mention.tokens[-1]
    around = [
        (at, token)
        for at, token in enumerate(tokens)
        if at not in mention.tokens and _OPENS.match(token) and fold(token) not in STOP
    ]
    main = base(head(named))
    return Profile(
        mention=mention,
        story=story,
        collection=collection,
        text=text,
        head=main,
        form=fold(head(named)),
        words=frozenset(base(token) for token in named if fold(token) not in PARTICLES),
        families=families().get(main, frozenset()),
        light=main in LIGHT,
        context=_stems(token for _, token in around),
        before=_stems(token for at, token in around if first - NEAR <= at < first),
        after=_stems(token for at, token in around if last < at <= last + NEAR),
        names=frozenset(fold(token) for at, token in around if at and token[:1].isupper()),
        numbers=frozenset(fold(token) for _, token in around if token[:1].isdigit()),
    )


def _stems(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(fold(token)) for token in tokens)


def _with_shares(found: Sequence[Profile]) -> list[Profile]:
    counts: Mapping[int, Counter[str]] = defaultdict(Counter)
    for profile in found:
        counts[profile.story][profile.head] += 1
    return [
        replace(profile, share=counts[profile.story][profile.head] / counts[profile.story].total()) for profile in found
    ]
