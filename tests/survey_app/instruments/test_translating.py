"""Translating and recording a form: drafts, reviews, two people at once, and what goes into a new version."""

from dataclasses import replace
from typing import Any

import pytest

from forms import Instrument
from survey_app import store, web
from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.instruments import service
from survey_app.instruments.languages import Line, State, progress_of

NOW = web.now()
TAG = "tyz"
ENTRY = service.Entry(0, "", False, "")


class Work:
    """The trial form while it is translated into Tày."""

    def __init__(self, opened: store.Store, samples: Any) -> None:
        self.opened, self.samples = opened, samples
        self.publish(samples.draft(opened))
        opened.write(lambda db: service.add_language(db, self.form, TAG, "", "ánh", NOW))

    @property
    def form(self) -> Instrument:
        db = self.opened.read()
        return service.published(db, "thu", service.newest_version(db, "thu"))

    def publish(self, draft: str) -> Any:
        return self.opened.write(lambda db: service.publish_draft(db, draft, True, NOW))

    def lines(self, tag: str = TAG) -> dict[str, Line]:
        return {line.text.place: line for line in service.lines(self.opened.read(), self.form, tag)}

    def entry(self, place: str, tag: str = TAG, **changes: Any) -> service.Entry:
        """What a browser sends of a line as it stands, but for ``changes``."""
        line = self.lines(tag)[place]
        shown = service.Entry(
            line.number,
            line.written,
            line.state is State.REVIEWED,
            line.mark,
            heard=line.sound is State.REVIEWED,
            sound_mark=line.sound_mark,
        )
        return replace(shown, **changes)

    def save(self, *entries: service.Entry, tag: str = TAG, by: str = "ánh") -> list[str]:
        """The codes of what was wrong."""
        wrong = self.opened.write(lambda db: service.save(db, self.form, tag, entries, by, NOW))
        return [problem.code for problems in wrong.values() for problem in problems]

    def put(self, place: str, tag: str = TAG, by: str = "ánh", **changes: Any) -> list[str]:
        return self.save(self.entry(place, tag, **changes), tag=tag, by=by)

    def new_version(self, version: str = "") -> service.Examined:
        db = self.opened.read()
        return service.new_version(db, "thu", version or service.newest_version(db, "thu"))


@pytest.fixture
def work(opened: store.Store, samples: Any) -> Work:
    return Work(opened, samples)


def test_save__text__is_a_draft_until_somebody_reviews_it(work: Work) -> None:
    assert work.lines()["item q1 label"].state is State.NONE
    assert work.put("item q1 label", text=" Bại\r\nrừ? ") == []
    line = work.lines()["item q1 label"]
    assert (line.written, line.state, line.review and line.review.by) == ("Bại\nrừ?", State.DRAFT, "ánh")
    assert work.put("item q1 label", by="bình", reviewed=True) == []
    line = work.lines()["item q1 label"]
    assert line.state is State.REVIEWED
    assert line.review is not None
    assert (line.review.by, line.review.reviewed_by) == ("ánh", "bình")
    assert work.put("item q1 label", text="Bại nào?") == []
    assert work.lines()["item q1 label"].state is State.DRAFT  # the tick was for the words before
    assert work.put("item q1 label", text="") == []
    assert work.lines()["item q1 label"].state is State.NONE


def test_save__line_somebody_else_changed__stores_the_others_and_keeps_theirs(work: Work) -> None:
    mine = [work.entry("item q1 label", text="của tôi"), work.entry("item q2 label", text="Góp ý Tày")]
    untouched = work.entry("form title")
    work.put("item q1 label", text="của chị", by="bình")
    work.put("form title", text="Tên Tày", by="bình")
    assert work.save(*mine, untouched) == ["translation_changed"]
    lines = work.lines()
    assert lines["item q1 label"].written == "của chị"
    assert lines["item q2 label"].written == "Góp ý Tày"
    assert lines["form title"].written == "Tên Tày"  # what nobody touched goes back to nothing old
    assert work.put("item q1 label", text="của tôi") == []
    assert work.lines()["item q1 label"].written == "của tôi"


def test_save__same_text_as_somebody_else__is_no_conflict(work: Work) -> None:
    mine = work.entry("item q1 label", text="Bại")
    work.put("item q1 label", text="Bại", by="bình")
    assert work.save(mine) == []


@pytest.mark.parametrize(
    ("changes", "code", "stored"),
    [
        ({"text": "a" * 4001}, "translation_long", ""),
        ({"text": "a\x00b"}, "translation_hidden_letter", ""),
        ({"text": "a\ud800b"}, "translation_hidden_letter", ""),
        ({"text": "a\u202eb\u2066c"}, "translation_hidden_letter", ""),
        ({"reviewed": True}, "translation_empty", ""),
        ({"text": "Bạn ${q1}", "reviewed": True}, "translation_strange_answer", "Bạn ${q1}"),
    ],
)
def test_save__text_that_cannot_pass__is_refused_or_kept_as_a_draft(
    work: Work, changes: Any, code: str, stored: str
) -> None:
    assert work.put("item q1 label", **changes) == [code]
    line = work.lines()["item q1 label"]
    assert line.written == stored
    assert not line.state.ready


def test_save__recording__is_told_by_its_content_and_reviewed_apart_from_the_text(work: Work) -> None:
    sound = work.samples.mp3
    work.put("item q1 label", text="Bại rừ?", reviewed=True)
    assert work.put("item q1 label", sound=b"MZ no sound") == ["recording_kind"]
    assert work.put("item q1 label", sound=sound + bytes(2 * 2**20)) == ["recording_large"]
    assert work.put("item q1 label", sound=sound) == []
    line = work.lines()["item q1 label"]
    assert (line.state, line.sound) == (State.REVIEWED, State.DRAFT)
    assert line.file.startswith("tyz-q1-")
    assert service.recorded(work.opened.read(), work.form, TAG, line.number) == (sound, "audio/mpeg")
    work.put("item q1 label", heard=True)
    assert work.lines()["item q1 label"].sound is State.REVIEWED
    work.put("item q1 label", text="Bại nào?")
    line = work.lines()["item q1 label"]
    assert (line.sound, line.outdated) == (State.DRAFT, True)  # it says what is no longer there
    assert work.put("item q1 label", remove=True) == []
    assert work.lines()["item q1 label"].sound is State.NONE
    with pytest.raises(NotFound):
        service.recorded(work.opened.read(), work.form, TAG, line.number)


def test_save__recording_without_a_translation__is_reviewed_and_published_alone(work: Work) -> None:
    assert work.put("item q1 label", sound=work.samples.mp3) == []
    line = work.lines()["item q1 label"]
    assert (line.state, line.sound, line.outdated) == (State.NONE, State.DRAFT, False)
    assert work.put("item q1 label", heard=True) == []
    (part,) = service.brought(work.opened.read(), work.form)
    assert (part.texts, len(part.sounds), part.sounds_left_out) == ((), 1, ())
    examined = work.new_version()
    assert examined.acceptable
    work.opened.write(lambda db: service.add_draft(db, examined, "d1", "ánh", NOW))
    work.publish("d1")
    assert work.form.languages == ("vi", "en", "tyz")
    question = work.form.item("q1")
    assert (question.label.get(TAG), question.audio[TAG]) == (None, line.file)
    line = work.lines()["item q1 label"]
    assert (line.state, line.sound, line.outdated) == (State.NONE, State.PUBLISHED, False)


def test_save__recording_without_a_translation__is_a_draft_again_when_other_words_stand_there(
    work: Work,
) -> None:
    work.put("item q1 label", sound=work.samples.mp3, heard=True)
    work.put("item q1 label", text="Bại rừ?", reviewed=True)
    line = work.lines()["item q1 label"]
    assert (line.sound, line.outdated) == (State.DRAFT, True)
    work.put("item q1 label", text="")
    work.publish(work.samples.draft(work.opened, version="2", label="Thế nào ạ?"))
    line = work.lines()["item q1 label"]
    assert (line.sound, line.outdated) == (State.DRAFT, True)  # it says the source of before


WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(40)


def test_save__recording_of_a_browser__is_a_sound_and_is_published(work: Work) -> None:
    assert work.put("item q1 label", "vi", sound=WEBM, heard=True) == []
    line = work.lines("vi")["item q1 label"]
    assert service.recorded(work.opened.read(), work.form, "vi", line.number) == (WEBM, "audio/webm")
    work.opened.write(lambda db: service.add_draft(db, work.new_version(), "d1", "ánh", NOW))
    work.publish("d1")
    assert service.attachment(work.opened.read(), "thu", "2", line.file) == (WEBM, "audio/webm")


def test_save__recording_somebody_else_replaced__keeps_theirs(work: Work) -> None:
    work.put("item q1 label", text="Bại")
    mine = work.entry("item q1 label", sound=work.samples.mp3 + b"mine")
    work.put("item q1 label", sound=work.samples.mp3, by="bình")
    assert work.save(mine) == ["recording_changed"]
    assert work.put("item q1 label", sound=work.samples.mp3 + b"mine") == []


def test_save__own_language__takes_recordings_and_no_text(work: Work) -> None:
    work.put("choice words a label", "vi", text="Khác", sound=work.samples.mp3, heard=True)
    line = work.lines("vi")["choice words a label"]
    assert (line.written, line.sound, line.fixed) == ("Tốt", State.REVIEWED, True)


def test_progress__of_lines__counts_what_is_ready(work: Work) -> None:
    work.put("item q1 label", text="Bại", reviewed=True, sound=work.samples.mp3)
    work.put("form title", text="Tên")
    progress = progress_of(tuple(work.lines().values()))
    assert (progress.texts, progress.translated, progress.reviewed) == (5, 2, 1)
    assert (progress.spoken, progress.recorded, progress.heard) == (4, 1, 0)


@pytest.mark.parametrize(
    ("tag", "name", "codes"),
    [
        ("tiếng Tày", "Tày", ["language_tag_wrong"]),
        ("en", "English", ["language_there"]),
        ("xyz", "", ["language_name_missing"]),
        ("km", "Khmer (km)", ["language_name_wrong"]),
        ("x", "a:b", ["language_tag_wrong", "language_name_wrong"]),
    ],
)
def test_add_language__that_no_form_can_have__is_refused(
    work: Work, tag: str, name: str, codes: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        work.opened.write(lambda db: service.add_language(db, work.form, tag, name, "ánh", NOW))
    assert [problem.code for problem in refused.value.problems] == codes


def test_add_language__known_or_again__takes_its_own_name_or_a_new_one(work: Work) -> None:
    work.opened.write(lambda db: service.add_language(db, work.form, "KM", "", "ánh", NOW))
    work.opened.write(lambda db: service.add_language(db, work.form, "lo", "", "ánh", NOW))
    work.opened.write(lambda db: service.add_language(db, work.form, TAG, "Tày Nùng", "ánh", NOW))
    found = {each.tag: each.name for each in service.languages(work.opened.read(), work.form)}
    assert found == {
        "vi": "Tiếng Việt", "en": "English", "tyz": "Tày Nùng", "km": "ខ្មែរ", "lo": "ລາວ",
    }  # fmt: skip


def test_new_version__of_what_was_reviewed__goes_through_the_gate_and_leaves_drafts_out(work: Work) -> None:
    work.put("item q1 label", text="Bại rừ?", reviewed=True, sound=work.samples.mp3, heard=True)
    work.put("item q2 label", text="nháp")
    work.put("choice words a label", "vi", sound=work.samples.mp3 + b"vi", heard=True)
    work.put("item q2 label", "vi", sound=work.samples.mp3 + b"no")
    brought = {part.language.tag: part for part in service.brought(work.opened.read(), work.form)}
    assert [len(brought["vi"].sounds), len(brought["vi"].sounds_left_out)] == [1, 1]
    assert [len(brought[TAG].texts), len(brought[TAG].left_out)] == [1, 1]
    examined = work.new_version()
    assert examined.acceptable
    work.opened.write(lambda db: service.add_draft(db, examined, "d1", "ánh", NOW))
    work.publish("d1")
    form = work.form
    assert (form.version, form.languages, form.language_names[TAG]) == ("2", ("vi", "en", "tyz"), "Tày")
    assert form.item("q1").label[TAG] == "Bại rừ?"
    assert TAG not in form.item("q2").label
    file = form.item("q1").audio[TAG]
    assert service.attachment(work.opened.read(), "thu", "2", file) == (work.samples.mp3, "audio/mpeg")
    lines = work.lines()
    assert (lines["item q1 label"].state, lines["item q1 label"].sound) == (State.PUBLISHED, State.PUBLISHED)
    assert lines["item q2 label"].state is State.DRAFT  # it goes on in the new version
    assert [part.texts for part in service.brought(work.opened.read(), form)] == [(), ()]


def test_new_version__of_nothing_reviewed_or_of_an_old_version__is_refused(work: Work) -> None:
    work.put("item q1 label", text="nháp")
    with pytest.raises(Invalid, match="nothing_reviewed"):
        work.new_version()
    work.publish(work.samples.draft(work.opened, version="2", label="Thế nào ạ?"))
    with pytest.raises(Conflict, match="version_not_newest"):
        work.new_version("1")


def test_lines__of_a_version_with_another_source__are_drafts_again(work: Work) -> None:
    work.put("item q1 label", text="Bại rừ?", reviewed=True)
    work.put("item q2 label", text="Góp", reviewed=True)
    work.publish(work.samples.draft(work.opened, version="2", label="Thế nào ạ?"))
    lines = work.lines()
    assert (lines["item q1 label"].state, lines["item q1 label"].moved) == (State.DRAFT, True)
    assert lines["item q2 label"].state is State.REVIEWED
    work.put("item q1 label", reviewed=True)
    assert work.lines()["item q1 label"].state is State.REVIEWED
