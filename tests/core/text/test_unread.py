"""What is not in English is said to be so, and nothing is found in it by chance."""

from __future__ import annotations

import pytest

from bot.core.judge import judge
from bot.core.judgement import Asked
from tests.core.judged import STRONG, rubric

ASKED = Asked("dive_deep", "sde2", "Tell me about a time you dug into data to solve a problem.")
ELSEWHERE = (
    "Wir haben im Projekt gemerkt, dass die Zahlen nicht stimmen. Ich habe die Rohdaten geprüft und 14 Fehler gefunden. Danach sank die "
    "Fehlerquote von 8% auf 1%.",
    "Wir hatten einen Bug in der Pipeline. Ich habe das Monitoring gebaut und den Alert eingestellt, danach war das Problem weg.",
    "Noté que los pedidos llegaban tarde. Revisé los datos de tres meses y encontré la causa. Los retrasos bajaron de 30 a 5 por semana.",
    "Dans mon dernier poste, j'ai remarqué que les commandes arrivaient en retard. J'ai vérifié les données et trouvé la cause.",
    "Na minha empresa eu vi um problema no deploy. Eu fiz um script e o tempo caiu de 2 horas para 10 minutos.",
    "我发现数据有问题，于是我检查了日志，修复了错误，延迟从九天降到两天。",
    "Я заметил, что отчёты приходят поздно. Я проверил логи и нашёл причину. Задержка упала с 9 до 2 дней.",
)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_an_answer_in_another_language_is_asked_for_in_english(text: str) -> None:
    vote = judge(rubric(), ASKED, text)
    assert vote.verdict == "insufficient_evidence"
    assert [flaw.id for flaw in vote.flaws] == ["no_story"]
    assert vote.signals == ()
    for said in (vote.because[0], vote.flaws[0].why, vote.probes[0].reason, vote.probes[0].question):
        assert "English" in said
    assert vote.flaws[0].quote is None


@pytest.mark.parametrize("text", ELSEWHERE)
def test_so_is_a_reply(text: str) -> None:
    vote = judge(rubric(), Asked("dive_deep", "sde2", ASKED.question, "How did you find the cause?", ("root_cause",)), text)
    assert (vote.leans, vote.signals) == ("weak", ())
    assert "English" in vote.because[0]


@pytest.mark.parametrize(
    "text",
    [
        STRONG,
        "Herr Müller, Frau Großmann and I walked from Straßburg to Köln in March. I noticed that Müller's Güterzug was always late, and asked why.",
        "Postgres, Kafka, Kubernetes.",
        "42%",
        "- Kafka lag 9 min -> 40 s\n- I moved the compaction off peak, told SRE, wrote the runbook",
    ],
)
def test_names_and_products_are_no_other_language(text: str) -> None:
    vote = judge(rubric(), ASKED, text)
    assert not any("English" in said for said in (*vote.because, *(probe.question for probe in vote.probes)))
