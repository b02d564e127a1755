"""Candidate words in Spanish: the interview is in English, but whoever reads it in Spanish asks for a hint in Spanish.

Patterns for what `bot/core/words.py` leaves of a message, which has no accents by then: `que`, `manana`. No word here is one of English.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.events import (
    AnotherAsked,
    Ended,
    Event,
    ExplainAsked,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    WentBack,
    WentOn,
)

OPENER = (
    r"(?:perdon|perdona|perdone|disculpa|disculpe|lo siento|hola|buenas|bueno|pues|bien|vale|listo|si|eh+|oye|oiga|ay|pero|por favor|porfa"
    r"|gracias|creo que|mejor)"
)
REQUEST = (
    r"(?:(?:me |nos |te |lo |la )?(?:puedes|puede|podrias|podria|podemos|puedo)(?: por favor)?|(?:te|le) importaria|quiero|quisiera|querria"
    r"|necesito|(?:me )?gustaria|prefiero|preferiria|vamos a|voy a|(?:es|seria) posible"
    r"|tienes|tiene|hay|dame|deme|me das|me da|me(?= (?:repit|explic|aclar|reformul)))"
)
CLOSER = r"(?:por favor|porfavor|porfa|gracias|si (?:es posible|puedes|puede|no te importa|no le importa)|ahora|ya|entonces|perdon)"

_NAMED = r"(?:la|esta|esa|tu|su|la ultima) pregunta"
_THE_QUESTION = rf"(?:{_NAMED}|eso|esto|esa|esta)"
_AGAIN = r"(?:otra vez|de nuevo|nuevamente|una vez mas)"
_WELL = r"(?: (?:muy )?bien)?"
_OTHERWISE = r"(?:de otr[ao] (?:forma|manera|modo)|(?:con|en) (?:otras palabras|palabras mas (?:sencillas|simples|faciles)))"
_A_MOMENT = r"(?:un|una|otro|unos|dos|cinco)(?: par de)? (?:minut|moment|segund|rat)(?:o|ito|ico)s?(?: mas)?"

# As in words.py: readings of a request, the likelier first, and the words for it.
WORDS: Mapping[tuple[type[Event], ...], tuple[str, ...]] = {
    (RepeatAsked,): (
        rf"(?:repi(?:te|tes|ta)(?:me)?(?:la|lo)?|repetir(?:me)?(?:la|lo)?)(?: {_THE_QUESTION})?(?: {_AGAIN})?",
        rf"(?:ver|leer|oir|muestrame|muestreme)(?: {_NAMED})(?: {_AGAIN})?",
        rf"(?:cual|como) (?:era|es|fue) {_NAMED}|que (?:me )?(?:preguntaste|has preguntado|pregunto)",
        rf"(?:la )?pregunta {_AGAIN}|perdon|como|como dices|como dice|mande",
    ),
    (HintAsked,): (
        r"(?:(?:una|alguna|otra|la) )?(?:pequena )?(?:pista|pistas|pistita)",
        r"(?:estoy )?(?:atascad|bloquead|trabad|atorad)[oa]",
    ),
    (ExplainAsked,): (
        r"que (?:quieres|quiere|quisiste|quiso) decir(?: (?:con )?[\w'-]+(?: [\w'-]+){0,4})?",
        r"que significa(?: [\w'-]+){0,5}|a que (?:te refieres|se refiere)(?: con(?: [\w'-]+){1,4})?",
        rf"no (?:te |le |lo |la )?(?:entiendo|entendi|comprendo|comprendi|he (?:entendido|comprendido)){_WELL}(?: {_THE_QUESTION})?{_WELL}",
        r"no (?:entiendo|comprendo|se)(?: bien)? (?:(?:lo )?que (?:me )?(?:quieres|quiere|preguntas|pregunta|pides|pide)(?: decir)?"
        rf"|a que (?:te refieres|se refiere))(?: con {_THE_QUESTION})?",
        rf"no (?:me queda|esta|es) (?:muy )?clar[oa](?: {_THE_QUESTION})?|{_THE_QUESTION} no (?:me queda|esta|es) (?:muy )?clar[oa]",
        rf"(?:explic|aclar|reformul)(?:a|as|ar|ue|e|ues)(?:me)?(?:la|lo)?(?: {_THE_QUESTION})?(?: mejor| un poco(?: mas)?)?"
        rf"(?: {_OTHERWISE})?",
        rf"(?:dilo|dimelo|digalo|decirlo|decirmelo|preguntalo|preguntarlo|preguntarmelo) {_OTHERWISE}|{_OTHERWISE}",
        rf"por que (?:me |lo )?(?:preguntas|pregunta|haces|hace)(?: {_THE_QUESTION})?|por que|que",
        rf"(?:ayuda|ayudame|ayudeme|ayudar|ayudarme|algo de ayuda|un poco de ayuda)(?: con {_THE_QUESTION})?",
        r"(?:que|como) (?:debo|debe?ria|tengo que|hay que|puedo) (?:decir|responder|contestar|hacer|escribir)(?: aqui)?",
        r"mi ingles no es (?:muy |tan )?bueno|no (?:hablo|se) (?:muy )?(?:bien |mucho )?ingles",
    ),
    (MinuteAsked,): (
        rf"(?:(?:espera|espere|esperame|dejame|tomarme) )?{_A_MOMENT}(?: para pensar(?:lo)?)?",
        r"espera|espere|esperame|(?:un poco )?(?:mas |de )?tiempo(?: para pensar(?:lo)?)?|un poco mas de tiempo",
        r"(?:(?:dejame|dejeme|tengo que) )?pensar(?:lo)?(?: un (?:poco|momento|minuto|rato))?|(?:lo )?estoy pensando",
    ),
    (Skipped, WentOn): (
        rf"(?:saltar|saltarla|saltarme|salta|saltate|saltemos|saltemosla|omitir|omitirla|omite|paso|pasar)(?: (?:de )?{_THE_QUESTION})?",
        rf"(?:prefiero )?no (?:responder|contestar)(?:la)?(?: {_THE_QUESTION})?|(?:la )?(?:siguiente|proxima) pregunta|pregunta siguiente",
    ),
    (WentOn, Skipped): (r"(?:(?:pasar|pasemos|pasa) a )?(?:la )?(?:siguiente|proxima)",),
    (WentOn,): (
        r"seguir|sigue|siga|sigamos|seguimos|continuar|continua|continuemos|adelante|(?:la )?(?:pagina siguiente|siguiente pagina)",
    ),
    (WentBack,): (r"atras|(?:volver|vuelve|regresar|regresa)(?: atras| a la pagina anterior)?|(?:la )?pagina anterior|anterior",),
    (AnotherAsked,): (
        r"(?:(?:haz|hazme|haga|hagame|hacerme|tener|probar con) )?(?:otra pregunta(?: distinta| diferente)?|otra distinta"
        r"|una pregunta (?:distinta|diferente|nueva))",
        rf"cambi(?:a|ar|emos) (?:de pregunta|{_NAMED})|preguntame otra cosa|otra cosa",
    ),
    (AnotherAsked, Skipped): (
        r"no (?:tengo|recuerdo|encuentro|se me ocurre|me acuerdo de)(?: ninguna?| una?)?(?: buena?)?"
        rf" (?:historia|anecdota|experiencia|ejemplo)(?: (?:para|sobre|de) {_THE_QUESTION})?",
    ),
    (TriedAgain, RepeatAsked): (_AGAIN,),
    (TriedAgain,): (
        rf"(?:intentar|probar|responder|contestar|contar|hacer)(?:la|lo)?(?: {_THE_QUESTION})? {_AGAIN}|reintentar(?:la|lo)?|otro intento",
        r"volver a (?:intentar|responder|contestar|empezar)(?:la|lo)?|empezar (?:otra vez|de nuevo)",
    ),
    (Ended,): (
        r"(?:terminar|termina|terminemos|terminarla|finalizar|acabar|acabemos|parar|salir|cancelar|fin)"
        r"(?: (?:(?:la|esta) )?(?:entrevista|sesion))?(?: aqui| ya| por hoy)*",
        r"(?:ya )?(?:termine|he terminado|acabe|he acabado)(?: (?:la|con la) entrevista)?(?: por hoy)?|(?:eso|esto|ya) es todo por hoy"
        r"|(?:ya )?basta por hoy",
        r"(?:(?:ver|muestrame|muestreme|ensename|ir a) )?(?:el|mi) balance",
    ),
}
