"""Images: how large they are, what they say of themselves, and what harms nobody."""

import io
from collections.abc import Callable
from random import Random

import pytest
from PIL import Image
from PIL import PngImagePlugin

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.scan import Scan
from ledger.formats import image
from ledger.formats.pictures import opening

Read = Callable[..., tuple[list[Member], Reading]]


def saved(picture: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def drawn(width: int = 120, height: int = 80, ink: str = "navy") -> Image.Image:
    picture = Image.new("RGB", (width, height), "white")
    picture.paste(ink, (0, 0, width // 2, height // 2))
    return picture


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("WEBP", "image/webp"),
        ("AVIF", "image/avif"),
        ("JPEG2000", "image/jp2"),
    ],
)
def test_an_image_is_a_page_whose_words_wait(
    read: Read, form: str, media_type: str
) -> None:
    _, reading = read(saved(drawn(), form), "Draft 2.bin")

    [page] = reading.pages
    assert (reading.kind, reading.media_type) == (Kind.IMAGE, media_type)
    assert (reading.title, reading.problem, reading.text) == ("Draft 2", None, "")
    assert reading.facts["size"] == "120 × 80"
    assert (page.width, page.height, page.scan) == (90.0, 60.0, Scan.PICTURE)
    assert reading.flags == ("waits-for-recognition",)


def test_the_resolution_gives_the_size_of_the_page(read: Read) -> None:
    data = saved(drawn(600, 300), "PNG", dpi=(300, 300))

    _, reading = read(data, "scan.png")

    assert (reading.pages[0].width, reading.pages[0].height) == (144.0, 72.0)
    assert reading.facts["dots to the inch"] == "300"


def test_a_large_photo_without_a_resolution_is_no_longer_than_a_sheet(
    read: Read,
) -> None:
    _, reading = read(saved(drawn(4000, 3000), "JPEG", dpi=(72, 72)))

    assert (reading.pages[0].width, reading.pages[0].height) == (842.0, 631.5)


def test_what_a_photo_says_of_itself_is_told_also_where_it_was_taken(
    read: Read,
) -> None:
    exif = Image.Exif()
    exif[271], exif[272] = "Invented", "Pocket 3\0"
    exif[306] = "2025:05:03 10:11:12"
    exif[34853] = {1: "N", 2: (47.0, 1.0, 30.0), 3: "W", 4: (28.0, 30.0, 0.0)}

    _, reading = read(saved(drawn(), "JPEG", exif=exif))

    assert reading.facts["camera maker"] == "Invented"
    assert reading.facts["camera"] == "Pocket 3"
    assert reading.facts["modified"] == "2025:05:03 10:11:12"
    assert reading.facts["place"] == "47.025000, -28.500000"


def test_words_beside_a_png_are_told(read: Read) -> None:
    beside = PngImagePlugin.PngInfo()
    beside.add_text("Author", "Ines Invented")

    _, reading = read(saved(drawn(), "PNG", pnginfo=beside))

    assert reading.facts["author"] == "Ines Invented"


def test_a_photo_lies_as_its_camera_was_held() -> None:
    exif = Image.Exif()
    exif[274] = 6
    data = saved(drawn(120, 80, "black"), "JPEG", exif=exif, quality=95)

    shown = image.render(data, 1, 2.0)

    with Image.open(io.BytesIO(shown.data)) as picture:
        assert picture.size == (80, 120)
        assert picture.convert("L").getpixel((75, 5)) < 60  # type: ignore[operator]
        assert picture.convert("L").getpixel((5, 5)) > 200  # type: ignore[operator]


def test_every_page_of_a_tiff_is_a_page(read: Read) -> None:
    pages = [drawn(120, 80), drawn(60, 200), drawn(90, 90)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    _, reading = read(data, "fax.tiff")

    sizes = [(page.width, page.height) for page in reading.pages]
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert sizes == [(90.0, 60.0), (45.0, 150.0), (67.5, 67.5)]
    assert image.render(data, 2, 1.0).height == 150
    with pytest.raises(IndexError):
        image.render(data, 4, 1.0)


def test_of_a_moving_picture_the_first_one_is_shown(read: Read) -> None:
    data = saved(
        drawn(), "GIF", save_all=True, append_images=[drawn(ink="red")], duration=100
    )

    _, reading = read(data)

    assert len(reading.pages) == 1
    assert "moving-picture" in reading.flags


def test_nothing_is_looked_for_in_a_dot(read: Read) -> None:
    _, reading = read(saved(drawn(200, 2), "GIF"))

    assert reading.pages[0].scan is None
    assert reading.flags == ()


def test_an_image_with_far_too_many_points_is_not_opened(read: Read) -> None:
    data = saved(Image.new("1", (8000, 8000)), "PNG")

    _, reading = read(data, "bomb.png")

    assert len(data) < 20_000
    assert reading.problem == opening.too_large()
    assert (reading.kind, reading.media_type) == (Kind.IMAGE, "image/png")


def test_a_second_page_with_too_many_points_spoils_not_the_first(read: Read) -> None:
    data = saved(
        Image.new("1", (64, 64)),
        "TIFF",
        save_all=True,
        append_images=[Image.new("1", (8000, 8000))],
        compression="group4",
    )

    _, reading = read(data)

    assert (len(reading.pages), reading.problem) == (1, None)
    assert "pages-unread" in reading.flags


def test_a_damaged_image_says_so_under_its_own_type(read: Read) -> None:
    _, reading = read(b"\xff\xd8\xff\xe0" + bytes(200), "photo.jpg")

    assert reading.problem == problems.BROKEN_IMAGE
    assert (reading.kind, reading.media_type) == (Kind.IMAGE, "image/jpeg")


def test_of_an_image_that_is_cut_off_what_is_there_is_shown(read: Read) -> None:
    noisy = Image.frombytes("RGB", (90, 90), Random(1).randbytes(90 * 90 * 3))  # noqa: S311
    cut = saved(noisy, "JPEG")[:2000]

    _, reading = read(cut, "photo.jpg")

    assert reading.problem is None
    assert image.render(cut, 1, 1.0).data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_a_picture_of_any_colours_can_be_shown(mode: str) -> None:
    picture = Image.new(mode, (40, 30))
    form = "TIFF" if mode in {"CMYK", "I;16", "F"} else "PNG"

    shown = image.render(saved(picture, form), 1, 2 / 3)

    assert (shown.width, shown.height) == (20, 15)


def test_what_is_transparent_is_white() -> None:
    data = saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")

    with Image.open(io.BytesIO(image.render(data, 1, 1.0).data)) as picture:
        assert picture.convert("L").getpixel((5, 5)) == 255


def test_a_photo_of_a_phone_of_another_kind_is_kept_and_says_so(read: Read) -> None:
    _, reading = read(b"\0\0\0\x18ftypheic" + bytes(50), "IMG_1.heic")

    assert (reading.kind, reading.media_type) == (Kind.IMAGE, "image/heif")
    assert reading.problem == problems.PICTURE_NOT_YET
