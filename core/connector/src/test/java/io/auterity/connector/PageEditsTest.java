package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.testkit.contract.Failures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever edits the text of a page keeps what stands around it. */
class PageEditsTest {

  private static final Ref PAGE = new Ref("mine", "7");
  private static final String MACRO = "<ac:structured-macro ac:name=\"toc\" />";
  private static final String HTML = "<p>Old</p>" + MACRO + "<table><tr><td>a</td></tr></table>";

  private static AnsweringVendor confluence() {
    String page =
        Json.EMPTY
            .with("id", Json.of("7"))
            .with("spaceId", Json.of("1"))
            .with("parentId", Json.NULL)
            .with("position", Json.NULL)
            .with("title", Json.of("T"))
            .with("createdAt", Json.of("2024-05-06T07:08:09Z"))
            .with("authorId", Json.of("ada"))
            .with("_links", Json.EMPTY.with("webui", Json.of("/p")))
            .with(
                "version",
                Json.EMPTY
                    .with("number", Json.of(3))
                    .with("createdAt", Json.of("2024-05-06T07:08:09Z")))
            .with("body", Json.EMPTY.with("storage", Json.EMPTY.with("value", Json.of(HTML))))
            .toString();
    return new AnsweringVendor("confluence").when(".*", page);
  }

  private static AnsweringVendor bookstack(String markdown) {
    String page =
        Json.EMPTY
            .with("id", Json.of(7))
            .with("book_id", Json.of(1))
            .with("name", Json.of("T"))
            .with("html", Json.of("<p>included</p>"))
            .with("raw_html", Json.of(HTML))
            .with("markdown", Json.of(markdown))
            .with("priority", Json.of(1))
            .with("slug", Json.of("t"))
            .with("created_at", Json.of("2024-05-06T07:08:09Z"))
            .with("updated_at", Json.of("2024-05-06T07:08:09Z"))
            .with("editor", Json.of("wysiwyg"))
            .toString();
    return new AnsweringVendor("bookstack").when(".*", page);
  }

  private static String edited(AnsweringVendor vendor, @Nullable String revision) {
    Knowledge knowledge = vendor.of(Knowledge.class);
    String body =
        String.valueOf(
            knowledge.getPage(new WhichPage(PAGE), vendor.callOf("knowledge.page.get")).body());
    knowledge.updatePage(
        new PageUpdate(PAGE, Change.keep(), Change.to(body.replace("Old", "New")), revision),
        vendor.callOf("knowledge.page.update"));
    return vendor.lastBody();
  }

  @Test
  void aPageOfConfluenceKeepsItsMacrosAndTables() {
    Json.Obj sent = object(edited(confluence(), "3"));

    assertThat(sent.get("body")).asString().contains("<p>New</p>");
    assertThat(sent.toString())
        .contains(Json.of(MACRO).toString().replaceAll("^\"|\"$", ""))
        .contains("<table><tr><td>a</td></tr></table>");
  }

  @Test
  void aPageOfBookStackThatIsHtmlStaysHtml() {
    Json.Obj sent = object(edited(bookstack(""), null));

    assertThat(sent.text("html")).contains("<p>New</p>", MACRO, "<table>");
    assertThat(sent.fields()).doesNotContainKey("markdown");
  }

  @Test
  void aPageOfBookStackThatIsMarkdownStaysMarkdown() {
    Json.Obj sent = object(edited(bookstack("Old *text*"), null));

    assertThat(sent.text("markdown")).isEqualTo("New *text*");
    assertThat(sent.fields()).doesNotContainKey("html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"confluence", "bookstack", "notion", "wikijs"})
  void whatIsNoTextIsNotImported(String id) {
    AnsweringVendor vendor =
        new AnsweringVendor(
            id,
            id.equals("notion")
                ? Json.EMPTY.with("root", Json.of("r"))
                : Json.EMPTY.with("url", Json.of("https://vendor.example")));
    Content content = Content.of("text/markdown", new byte[] {'a', (byte) 0xff});
    PageImport input =
        new PageImport(new Ref("mine", "1"), null, "T", PageFormat.MARKDOWN, content);

    Failures.expect(
        FailureCode.INVALID,
        () ->
            vendor
                .of(Knowledge.class)
                .importContent(input, vendor.callOf("knowledge.content.import")));
    assertThat(vendor.requests()).isEmpty();
  }

  private static Json.Obj object(String text) {
    return new JsonReader(1_000_000)
        .readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
