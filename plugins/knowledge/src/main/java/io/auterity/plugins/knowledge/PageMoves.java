package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moves pages with all that stand under them. */
record PageMoves(KnowledgeContext desk, PageArchive archive) {

  private static final int MOST = 1_000;

  KnowledgePage move(PageMove move, Call call) {
    if (move.space() == null && move.parent() == null && move.position() == null) {
      throw Refusal.invalid("space", "must be given, or a parent or a position");
    }
    long number = KnowledgeContext.number("page", move.page());
    return archive.write(call, snapshot -> moved(snapshot, number, move));
  }

  private Decided<KnowledgePage> moved(PagesAtHead snapshot, long number, PageMove move)
      throws IOException {
    Holdings holdings = snapshot.holdings();
    PageFile before = holdings.page("page", number);
    before.require(move.expected());
    List<PageFile> below = holdings.below(number, MOST);
    @Nullable PageFile parent = parent(holdings, move.parent(), before, below);
    Instant now = desk.now();
    long space = space(holdings, move.space(), parent, before);
    boolean stays = move.parent() == null && move.space() == null;
    PageFile after =
        before.moved(
            space,
            stays ? before.parent() : parent == null ? 0 : parent.number(),
            Objects.requireNonNullElse(move.position(), before.position()),
            now);
    Draft draft =
        Draft.of("Move " + before.title())
            .telling(KnowledgeEvents.page(KnowledgeEvents.PAGE_MOVED, after));
    String body = snapshot.body(before);
    draft.put(after.path(), after.bytes(body));
    if (space != before.space()) {
      for (PageFile page : below) {
        PageFile along = page.moved(space, page.parent(), page.position(), now);
        draft.put(along.path(), along.bytes(snapshot.body(page)));
      }
    }
    return new Decided<>(draft, after.with(body).record(desk, body));
  }

  private static @Nullable PageFile parent(
      Holdings holdings, @Nullable Ref asked, PageFile page, List<PageFile> below) {
    if (asked == null) {
      return null;
    }
    PageFile parent = holdings.page("parent", KnowledgeContext.number("parent", asked));
    if (parent.equals(page) || below.contains(parent)) {
      throw Refusal.invalid("parent", "is the page itself or stands under it");
    }
    return parent;
  }

  private static long space(
      Holdings holdings, @Nullable Ref asked, @Nullable PageFile parent, PageFile page) {
    long there = parent == null ? page.space() : parent.space();
    if (asked == null) {
      return there;
    }
    long space = holdings.space(KnowledgeContext.number("space", asked)).number();
    if (parent != null && parent.space() != space) {
      throw Refusal.invalid("parent", "is a page of another space");
    }
    return space;
  }
}
