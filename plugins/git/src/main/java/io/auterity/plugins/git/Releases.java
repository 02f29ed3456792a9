package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Releases: a document each, of a tag that is made first where it is not there. */
record Releases(Host host, Repositories repositories, RepositoryStore shelf, Tags tags) {

  private static final Pattern ID = Pattern.compile("(.+)/releases/([1-9][0-9]{0,8})");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
  private static final String NOTES = "notes";
  private static final int BATCH = 1_000;

  Release create(NewRelease input, Call call) {
    GitNames.checkRef("tag", input.tag());
    GitNames.text("name", Objects.requireNonNullElse(input.name(), ""));
    GitNames.text("notes", Objects.requireNonNullElse(input.notes(), ""));
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          StoredRepository held = repository.held();
          if (host.claims().earlier(call, input).isEmpty()) {
            requireNone(held, input.tag());
            ensureTag(repository, input);
          }
          String id = host.claims().once(call, input, writer -> add(writer, held, input));
          return release(held, stored(held, id));
        });
  }

  private void requireNone(StoredRepository held, String tag) {
    if (host.documents().find(Host.releases(held.id()), "tag", tag).isPresent()) {
      throw already(tag);
    }
  }

  private static CallFailedException already(String tag) {
    return GitErrors.conflict("tag", "there is a release of %s already".formatted(tag));
  }

  private void ensureTag(OpenRepository repository, NewRelease input) throws IOException {
    if (repository.tag(input.tag()).isEmpty()) {
      String target = Objects.requireNonNullElse(input.target(), repository.held().defaultBranch());
      host.directory().require(RepositoryStore.EMPTY_BYTES);
      tags.add(repository, input.tag(), repository.commit("target", target), null);
    }
  }

  private String add(Writer writer, StoredRepository held, NewRelease input) {
    String collection = Host.releases(held.id());
    String id = Long.toString(writer.next(collection));
    Json.Obj body =
        Json.EMPTY
            .with("tag", Json.of(input.tag()))
            .with("name", Json.of(Objects.requireNonNullElse(input.name(), input.tag())))
            .with("draft", Json.of(Boolean.TRUE.equals(input.draft())))
            .with("prerelease", Json.of(Boolean.TRUE.equals(input.prerelease())))
            .with("createdAt", Json.of(host.now().toString()));
    Added added = writer.addOrGet(new Document(collection, id, body), Map.of("tag", input.tag()));
    if (!added.created()) {
      throw already(input.tag());
    }
    Json.Obj notes = Json.EMPTY.with(NOTES, Json.of(Objects.requireNonNullElse(input.notes(), "")));
    writer.addOrGet(new Document(Host.notes(held.id()), id, notes), Map.of());
    return id;
  }

  Release get(Ref release) {
    Place place = place(release);
    return release(place.held(), stored(place.held(), place.id()));
  }

  Page<Release> list(ReleaseQuery query) {
    int limit = Host.LIMIT.of(query.limit());
    StoredRepository held = repositories.held(query.repository());
    List<Document> all = new ArrayList<>();
    String collection = Host.releases(held.id());
    List<Document> some = host.documents().list(collection, Json.EMPTY, null, BATCH);
    while (!some.isEmpty()) {
      all.addAll(some);
      some =
          some.size() < BATCH
              ? List.of()
              : host.documents().list(collection, Json.EMPTY, some.getLast().id(), BATCH);
    }
    Collections.reverse(all);
    long before = query.cursor() == null ? Long.MAX_VALUE : place(query.cursor());
    List<Document> rest =
        all.stream().filter(one -> Long.parseLong(one.id()) < before).limit(limit + 1L).toList();
    Page<Document> page = Pages.ofOneMore(rest, limit, Document::id);
    return new Page<>(
        page.items().stream().map(document -> release(held, document)).toList(), page.next());
  }

  // Their numbers only grow, so that it also tells where one stood that is gone.
  private static long place(Cursor cursor) {
    if (!NUMBER.matcher(cursor.value()).matches()) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return Long.parseLong(cursor.value());
  }

  Done delete(Ref release, Call call) {
    Place place = place(release);
    return repositories.changing(
        new Ref(release.provider(), place.held().path()),
        call,
        repository -> {
          Document stored = stored(repository.held(), place.id());
          return host.documents()
              .write(
                  writer -> {
                    writer.delete(stored.collection(), stored.id());
                    writer.delete(Host.notes(repository.held().id()), stored.id());
                    return Done.DONE;
                  });
        });
  }

  private record Place(StoredRepository held, String id) {}

  private Place place(Ref release) {
    Matcher id = ID.matcher(release.id());
    if (!id.matches()) {
      throw unknown(release.id());
    }
    return new Place(repositories.held(new Ref(release.provider(), id.group(1))), id.group(2));
  }

  private Document stored(StoredRepository held, String id) {
    return host.documents()
        .get(Host.releases(held.id()), id)
        .orElseThrow(() -> unknown(held.path() + "/releases/" + id));
  }

  private static CallFailedException unknown(String id) {
    return GitErrors.unknown("release", "there is no release " + id);
  }

  private Release release(StoredRepository held, Document document) {
    Fields fields = Fields.of(document.body());
    return new Release(
        new Ref(host.provider(), held.path() + "/releases/" + document.id()),
        fields.text("tag"),
        fields.text("name"),
        notes(held, document),
        is(document, "draft"),
        is(document, "prerelease"),
        null,
        StoredRepository.instant(document.body(), "createdAt"));
  }

  // Those of the first releases stand among their other fields.
  private String notes(StoredRepository held, Document document) {
    String among = document.body().text(NOTES);
    if (among != null) {
      return among;
    }
    return host.documents()
        .get(Host.notes(held.id()), document.id())
        .map(kept -> Fields.of(kept.body()).text(NOTES))
        .orElse("");
  }

  private static boolean is(Document document, String field) {
    return document.body().get(field) instanceof Json.Bool(boolean value) && value;
  }
}
