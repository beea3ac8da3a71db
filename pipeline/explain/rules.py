"""What each rule of the code says, in one sentence; a rule of the registry speaks for itself there."""

from __future__ import annotations

from collections.abc import Mapping

SPEAKER: Mapping[str, str] = {
    "speaker-named": "The phrase before or behind the verb names the speaker.",
    "speakers-named": "The phrase names several parties, by name or by office.",
    "monarch-of-the-talk": "The phrase is a word for a monarch: the one party who is one.",
    "style": "The phrase is a style, as rulers have: who was named with it.",
    "first-named": "An office without article: who of the talk is named first in the report and holds it.",
    "host-or-guest": "The phrase is a word for host or guest: the party who was received, or the other.",
    "noun-of-name": "The phrase is a noun that stood before a name: who has that name.",
    "own-words": "A text in the first person: of whom its headline names, or of all who sign it.",
    "leaders-of-countries": "The phrase gives an office and several countries: their leaders in these talks.",
    "speaker-by-title": "The phrase is a title alone; it stands for who holds it in this report.",
    "both-sides": "The phrase means both sides: the parties of these talks.",
    "party-without-known-office": "Nobody known holds the title here: the party without a known office.",
    "leader-of-country": "The phrase is an office or role with a country: who speaks for that country here.",
    "the-other-party": "The phrase means the other party: the one that did not speak last.",
    "epithet": "The phrase names a house or body of a country: who speaks for that country here.",
    "country": "A country is the subject, and no person speaks for it there.",
    "body": "A party or state body is the subject.",
    "pronoun": "A pronoun: the last speaker whose gender agrees with it.",
    "nobody": "The phrase stands for nobody who can be told.",
    "passive": "A passive without agent: everyone in the talks.",
    "impersonal": "An impersonal subject: everyone in the talks.",
    "account-of-leader": "The country is the subject inside its leader's account: the leader speaks on.",
    "subject-of-main-clause": "The clause stands before its main clause and shares that clause's subject.",
    "subject-goes-on": "The verb has no subject of its own: the speaker before goes on.",
    "account": "The sentence has no verb of speech: it goes on with the account before it.",
}
WORDS: Mapping[str, str] = {
    "main": "A verb of speech with its own subject: from the subject to the end of the clause.",
    "joined": "A further verb behind a comma, semicolon or conjunction: from the verb to the clause's end.",
    "participle": "A participle or gerund with a verb of speech: a claim of its own.",
    "relative": "A relative clause with a verb of speech: from the relative word.",
    "fronted": "A clause before its main clause, with a verb of speech of its own.",
    "attribution-after": "The attribution stands behind what was said and belongs to the claim.",
    "passive": "A passive verb of agreement or announcement: the whole clause.",
    "name-and-colon": "A name and a colon, as headlines write: from the name on.",
    "narration": "A verb of meeting, which makes no claim.",
    "own-words": "A text in the first person: from its subject to the end of the clause.",
    "account": "A whole sentence that goes on with an account, words that link it left out.",
    "according-to": "What follows the person named as the source.",
}
ACT: Mapping[str, str] = {
    "verb-by-frame": "A verb that no list has, where only a verb of speech can stand: affirm.",
    "alone": "One side alone decides or concludes: announce.",
    "praise": "The verb calls something, or the talk, good: appreciate.",
    "somebody": "What is hailed is somebody, for what they are: appreciate.",
    "denied": "What is denied is a position: affirm.",
    "own-words": "A verb of a text in the first person: what its cue says, else affirm.",
    "will": "A headline says what somebody is to do: commit.",
    "joint-deed": "A headline says what two countries did together: agree.",
    "said": "A verb of reporting with a person as its subject, or a name and a colon: affirm.",
    "according-to": "A person is the source and no cue in the content says otherwise: affirm.",
    "account-goes-on": "The speaker's side is the next sentence's subject: affirm, or what its cue says.",
    "both-sides-go-on": "Both sides are the subject inside an account: its act, or what the cue says.",
    "list-goes-on": "The sentence opens with a verb of action: one more item of the list before it.",
    "quotation-goes-on": "The sentence opens with a quotation mark in an account: the speaker is quoted on.",
    "source-goes-on": "The account of a source goes on in this paragraph: affirm, or what its cue says.",
    "act-goes-on": "A part behind a semicolon without a cue of its own: the act before it.",
    "narration": "A verb of meeting, which makes no claim.",
}
TOPICS: Mapping[str, str] = {
    "topics": "The cues in the content vote with their weights; a topic far below the best is left out.",
    "topic-of-act": "No cue stands in the content: the topic that the act has by itself.",
    "topics-before": "No strong cue stands in the content: what its sentence named before it.",
    "topics-go-on": "The content names nothing strong: as what is told before it, or the ties as a whole.",
}
MENTION: Mapping[str, str] = {
    "listed-name": "The registry lists these words as a name.",
    "name-marks-dropped": "The registry lists the name; here its marks are dropped.",
    "name-around-acronym": "The registry lists the name; an acronym in brackets is put into it.",
    "name-by-country": "Several bodies have this name; the country of the context chooses.",
    "pair-of-countries": "Short forms of countries joined by a dash are a mention each.",
    "taught-acronym": "The report gave this acronym in brackets behind the full name.",
    "short-name": "A part of a name stands for a person whom the report has or whose talks these are.",
    "name-after-title": "A capitalised name behind a title or honorific: a person, listed or not.",
    "name-before-title": "A capitalised name with a title behind it: a person, listed or not.",
    "title-before-name": "The title stands before a name: that person's.",
    "title-after-name": "The title stands behind a name: that person's.",
    "title-by-country": "The title stands by a country: who holds it there.",
    "title-by-context": "The title stands alone: who of this report holds it on its day.",
    "title-of-several": "The title is in the plural or behind a number: all who hold it here.",
    "title-unresolved": "Nobody in this report is known to hold the title: it keeps the title's own id.",
    "title": "The registry lists these words as a title.",
    "correction": "A person decided it.",
}
JOIN: Mapping[str, str] = {
    "best-pair": "In the best set of pairs of the two reports, and like enough.",
    "nearest-of-both": "Each is the likest that the other's report has, and they share a matter.",
    "only-of-its-kind": "The only claim of these speakers with this act and topic, in either report.",
    "split": "One report splits what the other has in one: very like, and one of the two is joined already.",
    "part-of-list": "A member of one claim's list says what is central to the other claim.",
    "through-a-third": "Not joined to each other; both are joined to a claim of another report.",
}
WITNESS: Mapping[str, str] = {
    "full-text": "The whole report is at hand and has no such statement.",
    "passed-over": "The report carries what stands before it and what stands behind it, and not this.",
    "excerpt": "Only an excerpt of the report is at hand.",
    "partial": "The report is known to give the text in part.",
    "unknown-extent": "How much of the report is at hand is unknown, and this may stand beyond it.",
    "no-statement": "The report as captured holds no statement.",
}
STATUS: Mapping[str, str] = {
    "continued": "In the reports of both, in like words.",
    "changed": "In the reports of both, with a difference.",
    "new": "Only in the reports of the later event.",
    "dropped": "Only in the reports of the earlier event.",
}
_DATE = "A date in a form of this language; what it leaves open comes from the report's day."


def speaker_rule(rule: str) -> str:
    """Return what a rule for speakers says."""
    return SPEAKER.get(rule, "")


def words_rule(rule: str) -> str:
    """Return what a rule for a claim's extent says."""
    return WORDS.get(rule, "")


def act_rule(rule: str) -> str:
    """Return what a rule of the code for acts says; nothing for a cue."""
    return ACT.get(rule, "")


def mention_rule(rule: str) -> str:
    """Return what a rule for mentions says; nothing for a pattern of the registry."""
    return _DATE if rule.startswith("date-") else MENTION.get(rule, "")


def join_rule(rule: str) -> str:
    """Return what a rule for joins says."""
    return JOIN.get(rule, "")


def witness_rule(code: str) -> str:
    """Return what a reason for an omission, or for not telling, says."""
    return WITNESS.get(code, "")


def status_rule(status: str) -> str:
    """Return what a status of the ledger says."""
    return STATUS.get(status, "")
