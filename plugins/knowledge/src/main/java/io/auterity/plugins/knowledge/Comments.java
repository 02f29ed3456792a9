package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeContext.Hanging;
import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.WhichPageComment;
import java.io.IOException;

/** The comments on pages: a file of Markdown for each. */
record Comments(KnowledgeContext desk, PageArchive archive) {

  static final String FOLDER = "comments";

  private static final int MOST = 1_000;

  PageComment create(NewPageComment input, Call call) {
    long page = KnowledgeContext.number("page", input.page());
    String body = PageTexts.comment(input.body());
    Json.Obj facts =
        Json.EMPTY
            .with("author", Json.of(desk.config().writer().name()))
            .with("createdAt", Json.of(desk.now().toString()));
    FrontMatter file = new FrontMatter(facts, body);
    return hangings().add(page, call, input.toString(), made -> drafted(made, file));
  }

  private Decided<PageComment> drafted(Hanging made, FrontMatter file) {
    Draft draft =
        Draft.of("Comment on page " + made.page())
            .telling(KnowledgeEvents.comment(KnowledgeEvents.COMMENT_CREATED, made));
    return new Decided<>(draft.put(hangings().path(made), file.bytes()), record(made, file));
  }

  private Hangings<PageComment> hangings() {
    return new Hangings<>(desk, archive, FOLDER, MOST, this::record);
  }

  PageComment update(PageCommentUpdate update, Call call) {
    Hanging which = KnowledgeContext.hanging("comment", update.comment());
    String body = PageTexts.comment(update.body());
    return archive.write(
        call,
        snapshot -> {
          FrontMatter before = required(snapshot, which);
          FrontMatter after = new FrontMatter(before.facts(), body);
          Draft draft =
              Draft.of("Change a comment on page " + which.page())
                  .telling(KnowledgeEvents.comment(KnowledgeEvents.COMMENT_UPDATED, which));
          if (!after.equals(before)) {
            draft.put(hangings().path(which), after.bytes());
          }
          return new Decided<>(draft, record(which, after));
        });
  }

  Done delete(WhichPageComment input, Call call) {
    Hanging which = KnowledgeContext.hanging("comment", input.comment());
    return archive.write(
        call,
        snapshot -> {
          required(snapshot, which);
          Draft draft =
              Draft.of("Remove a comment from page " + which.page())
                  .telling(KnowledgeEvents.comment(KnowledgeEvents.COMMENT_DELETED, which));
          return new Decided<>(draft.remove(hangings().path(which)), Done.DONE);
        });
  }

  Page<PageComment> list(PageCommentQuery query, Call call) {
    return hangings().list(query.page(), query.cursor(), query.limit(), call);
  }

  private PageComment record(PagesAtHead snapshot, Hanging which) throws IOException {
    return record(which, required(snapshot, which));
  }

  private PageComment record(Hanging which, FrontMatter file) {
    return new PageComment(
        desk.ref(which.id()), file.body(), file.text("author"), file.time("createdAt"));
  }

  private FrontMatter required(PagesAtHead snapshot, Hanging which) throws IOException {
    return snapshot
        .file(hangings().path(which))
        .map(FrontMatter::of)
        .orElseThrow(() -> KnowledgeContext.unknown("comment", which.id()));
  }
}
