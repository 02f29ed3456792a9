package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.Claims.Claim;
import io.auterity.plugins.knowledge.Desk.Hanging;
import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import java.io.IOException;

/** What is said of pages: a file of Markdown for each comment. */
record Comments(Desk desk, PageArchive archive) {

  static final String FOLDER = "comments";

  private static final int MOST = 1_000;
  private static final String SUFFIX = ".md";

  PageComment add(NewPageComment input, Call call) {
    long page = Desk.number("page", input.page());
    String body = PageTexts.comment(input.body());
    Hangings hangings = new Hangings(archive, FOLDER, SUFFIX);
    hangings.requireRoom(page, MOST, call);
    Claim claim =
        new Claims(desk.context().documents()).claim(call, input.toString(), number -> false);
    Hanging made = new Hanging(page, claim.number());
    Json.Obj facts =
        Json.EMPTY
            .with("author", Json.of(desk.config().writer().name()))
            .with("createdAt", Json.of(desk.now().toString()));
    hangings.add(
        made,
        claim,
        call,
        Draft.of("Comment on page " + page).put(path(made), new FrontMatter(facts, body).bytes()));
    return archive.read(call, snapshot -> record(snapshot, made));
  }

  Page<PageComment> list(PageCommentQuery query, Call call) {
    return new Hangings(archive, FOLDER, SUFFIX)
        .list(query.page(), query.cursor(), query.limit(), call, this::record);
  }

  private PageComment record(PagesAtHead snapshot, Hanging which) throws IOException {
    FrontMatter file =
        snapshot
            .file(path(which))
            .map(FrontMatter::of)
            .orElseThrow(() -> Desk.unknown("comment", which.id()));
    return new PageComment(
        desk.ref(which.id()), file.body(), file.text("author"), file.time("createdAt"));
  }

  private static String path(Hanging which) {
    return HeldPage.below(FOLDER, which.page()) + "/" + which.number() + SUFFIX;
  }
}
