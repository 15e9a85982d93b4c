"""The first moment: words before the scripts, and none of them left when the page stands."""

from playwright.sync_api import Browser, expect

from tests.browser import Pages, map_frame


def test_without_scripts_the_page_says_what_is_coming(browser: Browser, app_url: str):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(app_url)
    expect(page.get_by_role("heading", name="Témoin")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("La carte se charge")
    context.close()


def test_the_words_go_when_the_page_stands(new_page: Pages, app_url: str):
    page = new_page()
    page.goto(app_url)
    map_frame(page)
    expect(page.locator(".temoin-entrance")).to_have_count(0)
    expect(page.get_by_role("heading", name="Témoin", level=1)).to_have_count(1)


def test_the_map_asks_for_nothing_twice(new_page: Pages, app_url: str):
    page = new_page()
    network = page.context.new_cdp_session(page)
    fetched = []
    addresses = {}
    network.on(
        "Network.requestWillBeSent",
        lambda each: addresses.update({each["requestId"]: each["request"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda each: fetched.append(
            (addresses.get(each["requestId"], ""), each["encodedDataLength"])
        ),
    )
    network.send("Network.enable")
    page.goto(app_url)
    map_frame(page)
    ours = [address for address, size in fetched if "/temoin/" in address and size > 0]
    assert ours
    assert len(ours) == len(set(ours))


def test_no_font_is_fetched_before_the_map_stands(new_page: Pages, app_url: str):
    page = new_page()
    fonts = []
    page.on("request", lambda request: fonts.append(request.url) if "woff" in request.url else None)
    page.goto(app_url)
    map_frame(page)
    assert fonts == []


def test_an_icon_that_is_shown_still_has_its_font(new_page: Pages, app_url: str):
    page = new_page()
    page.goto(f"{app_url}/edit")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    page.wait_for_function(
        """[...document.fonts].some(
             ({ family, status }) => family.includes("Material Symbols") && status === "loaded")"""
    )
