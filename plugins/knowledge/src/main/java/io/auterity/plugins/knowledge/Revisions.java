package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The revisions of pages: the commits that changed their files. */
record Revisions(KnowledgeContext desk, PageArchive archive) {

  private static final Pattern PLACE = Pattern.compile("([0-9a-f]{40})\\+([0-9]{1,9})");

  Page<PageRevision> list(PageRevisionQuery query, Call call) {
    int limit = KnowledgeContext.LIMIT.of(query.limit());
    long number = KnowledgeContext.number("page", query.page());
    return archive.read(
        call,
        snapshot -> {
          String path = snapshot.holdings().page("page", number).path();
          Place place = place(snapshot, query.cursor());
          try (RevWalk walk = snapshot.history(place.start(), path)) {
            return page(walk, place, limit);
          }
        });
  }

  // A place is where the list began and how many came before: what a commit follows never changes.
  private static Page<PageRevision> page(RevWalk walk, Place place, int limit) throws IOException {
    List<PageRevision> found = new ArrayList<>();
    int seen = 0;
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      if (seen++ >= place.offset()) {
        if (found.size() == limit) {
          return new Page<>(found, place.after(limit));
        }
        found.add(record(commit));
      }
    }
    return new Page<>(found, null);
  }

  private static PageRevision record(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    return new PageRevision(
        commit.name(), author.getWhenAsInstant(), author.getName(), commit.getFullMessage());
  }

  private record Place(ObjectId start, int offset) {
    Cursor after(int more) {
      return new Cursor(start.name() + "+" + (offset + more));
    }
  }

  private static Place place(PagesAtHead snapshot, @Nullable Cursor cursor) throws IOException {
    if (cursor == null) {
      return new Place(snapshot.holdings().head(), 0);
    }
    Matcher place = PLACE.matcher(cursor.value());
    if (!place.matches() || snapshot.commit(place.group(1)).isEmpty()) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return new Place(ObjectId.fromString(place.group(1)), Integer.parseInt(place.group(2)));
  }

  KnowledgePage get(WhichRevision input, Call call) {
    long number = KnowledgeContext.number("page", input.page());
    return archive.read(
        call,
        snapshot -> {
          String path = snapshot.holdings().page("page", number).path();
          RevCommit commit =
              snapshot
                  .commit(input.revision())
                  .orElseThrow(() -> KnowledgeContext.unknown("revision", input.revision()));
          byte[] file =
              snapshot
                  .file(commit, path)
                  .orElseThrow(() -> KnowledgeContext.unknown("revision", input.revision()));
          return PageFile.of(number, file).record(desk, FrontMatter.of(file).body());
        });
  }
}
