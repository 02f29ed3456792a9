package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeContext.Hanging;
import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.PageAttachment;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.toolkit.Refusal;
import java.io.IOException;

/** Files that hang on pages: their bytes, and a file of facts beside each. */
record Attachments(KnowledgeContext desk, PageArchive archive) {

  static final String FOLDER = "files";

  private static final int MOST = 200;
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  PageAttachment upload(NewAttachment input, Call call) {
    long page = KnowledgeContext.number("page", input.page());
    String name = PageTexts.line("name", input.name());
    Content content = input.content();
    if (content.length() > MOST_BYTES) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          "content",
          "an attachment may have %d bytes, not %d".formatted(MOST_BYTES, content.length()));
    }
    byte[] bytes = content.bytes();
    Json.Obj facts =
        Json.EMPTY
            .with("name", Json.of(name))
            .with("mediaType", Json.of(content.mediaType()))
            .with("size", Json.of(bytes.length));
    String asked = String.join("\n", input.page().id(), name, Claims.digest(bytes));
    return hangings()
        .add(page, call, asked, made -> drafted(made, new FrontMatter(facts, ""), bytes));
  }

  private Decided<PageAttachment> drafted(Hanging made, FrontMatter facts, byte[] bytes) {
    Draft draft =
        Draft.of("Attach " + facts.text("name"))
            .put(hangings().path(made), facts.bytes())
            .put(content(made), bytes);
    return new Decided<>(draft, record(made, facts));
  }

  private Hangings<PageAttachment> hangings() {
    return new Hangings<>(desk, archive, FOLDER, MOST, this::record);
  }

  private PageAttachment record(PagesAtHead snapshot, Hanging which) throws IOException {
    return record(which, required(snapshot, which));
  }

  private PageAttachment record(Hanging which, FrontMatter facts) {
    return new PageAttachment(
        desk.ref(which.id()),
        facts.text("name"),
        facts.text("mediaType"),
        facts.number("size"),
        null);
  }

  private FrontMatter required(PagesAtHead snapshot, Hanging which) throws IOException {
    return snapshot
        .file(hangings().path(which))
        .map(FrontMatter::of)
        .orElseThrow(() -> KnowledgeContext.unknown("attachment", which.id()));
  }

  AttachmentContent get(WhichAttachment input, Call call) {
    Hanging which = KnowledgeContext.hanging("attachment", input.attachment());
    return archive.read(
        call,
        snapshot -> {
          FrontMatter facts = required(snapshot, which);
          byte[] bytes = snapshot.file(content(which)).orElse(new byte[0]);
          String name = facts.text("name");
          return new AttachmentContent(name, Content.of(facts.text("mediaType"), name, bytes));
        });
  }

  Page<PageAttachment> list(AttachmentQuery query, Call call) {
    return hangings().list(query.page(), query.cursor(), query.limit(), call);
  }

  Done delete(WhichAttachment input, Call call) {
    Hanging which = KnowledgeContext.hanging("attachment", input.attachment());
    return archive.write(
        call,
        snapshot -> {
          String name = required(snapshot, which).text("name");
          Draft draft = Draft.of("Remove " + name);
          draft.remove(hangings().path(which)).remove(content(which));
          return new Decided<>(draft, Done.DONE);
        });
  }

  private static String content(Hanging which) {
    return PageFile.below(FOLDER, which.page()) + "/" + which.number();
  }
}
