"""Messages in a language other than English: they are asked about, never guessed at."""

import re
import unicodedata

from bot.conversation.understanding.phrases import word_set

_OTHERS = word_set(
    """
    le les des est pas nous vous je ne que une avec dans mais sur pour c'est j'ai n'est fini terminé pouvez plus
    el los las está por para con una muy pero todo todos va bien sí estoy listo hecho terminado hables puede
    ich nicht und die das ist wir mit auf noch fertig aber sehr wird kann bitte alles erledigt läuft gut
    il che non sono per tutto fatto finito però questo della è
    nie jest się zrobione już tak ale proszę dziękuję gotowe jeszcze dla oraz mam
    não está tudo feito mas muito uma ainda
    mae wedi yn dda diolch gan ddim eto gyda bod i'r o'r mae'n
    nu este gata încă sunt pentru mulțumesc
    bir çok iyi tamam değil bitti henüz ve
    het niet een zijn klaar nog maar voor wij
    wax waa maya haa ayaa
    """
)
_ENGLISH = word_set(
    """
    the a an and or of to in on for with is are was were be been has have had it it's this that i i'm we you he she
    they my our your not no yes at by from as but so if when will can do does did done track risk complete update
    what which who how all both still now please thanks
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_in_another_language(text: str) -> bool:
    """Whether the small words, or the letters themselves, are another language's."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:400])]
    if not words:
        return False
    letters = "".join(words)
    if sum(not _is_latin(letter) for letter in letters if ord(letter) > 0x24F) * 2 > len(letters):
        return True
    others = sum(word in _OTHERS for word in words)
    return others >= 2 and others > sum(word in _ENGLISH for word in words) and others * 4 >= len(words)


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "LATIN").startswith(("LATIN", "COMBINING", "MODIFIER"))
