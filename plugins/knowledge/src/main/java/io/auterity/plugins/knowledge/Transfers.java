package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.knowledge.ExportedPage;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.toolkit.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.Renderer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Pages as files of other formats, and texts of other formats as pages. */
record Transfers(PageStore pages) {

  private static final Parser PARSER = Parser.builder().build();

  // HTML inside Markdown is shown, never passed on: who opens the file did not write it.
  private static final Renderer HTML =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
  private static final Renderer TEXT = TextContentRenderer.builder().build();

  ExportedPage export(PageExport input, Call call) {
    KnowledgePage page = pages.get(new WhichPage(input.page()), call);
    String body = Objects.requireNonNullElse(page.body(), "");
    return switch (input.format()) {
      case MARKDOWN -> file(page, input.format(), "text/markdown", "md", body);
      case HTML -> file(page, input.format(), "text/html", "html", rendered(HTML, body));
      case TEXT -> file(page, input.format(), "text/plain", "txt", rendered(TEXT, body));
      default ->
          throw KnowledgeContext.unsupported(
              "format", "pages are exported as markdown, html or text");
    };
  }

  private static String rendered(Renderer renderer, String body) {
    return renderer.render(PARSER.parse(body));
  }

  private static ExportedPage file(
      KnowledgePage page, PageFormat format, String type, String ending, String text) {
    String name = "page-%s.%s".formatted(page.ref().id(), ending);
    return new ExportedPage(
        format, Content.of(type + "; charset=utf-8", name, text.getBytes(StandardCharsets.UTF_8)));
  }

  KnowledgePage imported(PageImport input, Call call) {
    String body =
        switch (input.format()) {
          case MARKDOWN -> text(input.content());
          case TEXT -> literal(text(input.content()));
          default ->
              throw KnowledgeContext.unsupported(
                  "format", "texts are imported from markdown or text");
        };
    PageTexts.body("content", body);
    return pages.create(
        new NewPage(input.space(), input.parent(), input.title(), body, null), call);
  }

  private static String text(Content content) {
    PageTexts.requireBytes("content", content.length());
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content.bytes());
      return PageTexts.body(
          "content", StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw Refusal.invalid("content", "must be text in UTF-8");
    }
  }

  /** Markdown that shows a text as it is. */
  private static String literal(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#+.!|~=&-])", "\\\\$1")
        .replaceAll("(?m)^[ \t]+", "")
        .replaceAll("\r?\n", "  \n");
  }
}
