package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.Claims.Claim;
import io.auterity.plugins.knowledge.Desk.Hanging;
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
record Attachments(Desk desk, PageArchive archive) {

  static final String FOLDER = "files";

  private static final int MOST = 200;
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  PageAttachment upload(NewAttachment input, Call call) {
    long page = Desk.number("page", input.page());
    String name = PageTexts.line("name", input.name());
    Content content = input.content();
    if (content.length() > MOST_BYTES) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          "content",
          "an attachment may have %d bytes, not %d".formatted(MOST_BYTES, content.length()));
    }
    byte[] bytes = content.bytes();
    Hangings hangings = new Hangings(archive, FOLDER, ".md");
    hangings.requireRoom(page, MOST, call);
    String asked = String.join("\n", input.page().id(), name, Claims.digest(bytes));
    Claim claim = new Claims(desk.context().documents()).claim(call, asked, number -> false);
    Hanging made = new Hanging(page, claim.number());
    Json.Obj facts =
        Json.EMPTY
            .with("name", Json.of(name))
            .with("mediaType", Json.of(content.mediaType()))
            .with("size", Json.of(bytes.length));
    hangings.add(
        made,
        claim,
        call,
        Draft.of("Attach " + name)
            .put(facts(made), new FrontMatter(facts, "").bytes())
            .put(content(made), bytes));
    return record(made, call);
  }

  private PageAttachment record(Hanging which, Call call) {
    return archive.read(call, snapshot -> record(snapshot, which));
  }

  private PageAttachment record(PagesAtHead snapshot, Hanging which) throws IOException {
    FrontMatter facts = required(snapshot, which);
    return new PageAttachment(
        desk.ref(which.id()),
        facts.text("name"),
        facts.text("mediaType"),
        facts.number("size"),
        null);
  }

  private static FrontMatter required(PagesAtHead snapshot, Hanging which) throws IOException {
    return snapshot
        .file(facts(which))
        .map(FrontMatter::of)
        .orElseThrow(() -> Desk.unknown("attachment", which.id()));
  }

  AttachmentContent get(WhichAttachment input, Call call) {
    Hanging which = Desk.hanging("attachment", input.attachment());
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
    return new Hangings(archive, FOLDER, ".md")
        .list(query.page(), query.cursor(), query.limit(), call, this::record);
  }

  Done delete(WhichAttachment input, Call call) {
    Hanging which = Desk.hanging("attachment", input.attachment());
    archive.write(
        call,
        snapshot -> {
          String name = required(snapshot, which).text("name");
          return Draft.of("Remove " + name).remove(facts(which)).remove(content(which));
        });
    return Done.DONE;
  }

  private static String facts(Hanging which) {
    return content(which) + ".md";
  }

  private static String content(Hanging which) {
    return HeldPage.below(FOLDER, which.page()) + "/" + which.number();
  }
}
