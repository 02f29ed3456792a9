package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.Visibility;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Repositories: a document each, another that holds its name, and a bare repository on the disk.
 *
 * <p>The directory is made inside the transaction that adds the documents and deleted after the one
 * that removes them, so that a document never lacks its directory; a fork is copied before and gets
 * its name inside, as nobody may wait for a repository while writers wait for him. What a sudden
 * end leaves on the disk without a document is deleted when its number is given again, or with the
 * next repository that is deleted.
 */
final class Repositories {

  private static final String NAMES = "repository_name";
  private static final int BATCH = 500;

  private final Host host;
  private final Shelf shelf;

  Repositories(Host host, Shelf shelf) {
    this.host = host;
    this.shelf = shelf;
  }

  GitRepository create(NewRepository input, Call call) {
    String owner = Objects.requireNonNullElse(input.owner(), host.config().owner());
    String branch = Objects.requireNonNullElse(input.defaultBranch(), "main");
    GitNames.checkRef("defaultBranch", branch);
    Json.Obj body =
        body(owner, input.name(), input.description())
            .with("visibility", Json.of(orPrivate(input.visibility()).name()))
            .with("defaultBranch", Json.of(branch));
    boolean init = Boolean.TRUE.equals(input.init());
    host.directory().require(Shelf.EMPTY_BYTES);
    String id =
        host.claims()
            .once(
                call,
                input,
                writer -> {
                  Held held = add(writer, body);
                  shelf.create(held, init);
                  return held.id();
                });
    return held(id).record(host);
  }

  GitRepository fork(NewFork input, Call call) {
    Held source = held(input.repository());
    String owner = Objects.requireNonNullElse(input.owner(), host.config().owner());
    String name = Objects.requireNonNullElse(input.name(), source.name());
    Json.Obj body =
        body(owner, name, source.body().text("description"))
            .with("visibility", Json.of(source.record(host).visibility().name()))
            .with("defaultBranch", Json.of(source.defaultBranch()))
            .with("forkOf", Json.of(source.path()));
    Optional<String> earlier = host.claims().earlier(call, input);
    String id = earlier.isPresent() ? earlier.get() : fork(source, body, input, call);
    return held(id).record(host);
  }

  private String fork(Held source, Json.Obj body, NewFork input, Call call) {
    host.directory().require(shelf.bytes(source));
    Path copy = shelf.copy(source, call);
    try {
      return host.claims()
          .once(
              call,
              input,
              writer -> {
                Held held = add(writer, body);
                shelf.take(copy, held);
                return held.id();
              });
    } finally {
      shelf.discard(copy);
    }
  }

  private Json.Obj body(String owner, String name, @Nullable String text) {
    GitNames.checkName("owner", owner);
    GitNames.checkName("name", name);
    String description = GitNames.text("description", Objects.requireNonNullElse(text, ""));
    return Json.EMPTY
        .with(Held.OWNER, Json.of(owner))
        .with("name", Json.of(name))
        .with("description", Json.of(description))
        .with("createdAt", Json.of(host.now().toString()))
        .with("updatedAt", Json.of(host.now().toString()));
  }

  private static Held add(Writer writer, Json.Obj body) {
    Held held = new Held("r" + writer.next(Held.COLLECTION), body);
    takeName(writer, held);
    writer.addOrGet(held.document(), Map.of());
    return held;
  }

  private static void takeName(Writer writer, Held held) {
    String key = Held.key(held.owner(), held.name());
    Json.Obj body = Json.EMPTY.with(Held.COLLECTION, Json.of(held.id()));
    Added added = writer.addOrGet(new Document(NAMES, key, body), Map.of("name", key));
    if (!added.created()) {
      throw GitErrors.conflict("name", "there is a repository %s already".formatted(held.path()));
    }
  }

  GitRepository get(Ref repository) {
    return held(repository).record(host);
  }

  Page<GitRepository> list(RepositoryQuery query) {
    int limit = Host.LIMIT.of(query.limit());
    String owner = query.owner();
    Json.Obj filter = owner == null ? Json.EMPTY : Json.EMPTY.with(Held.OWNER, Json.of(owner));
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found = host.documents().list(Held.COLLECTION, filter, after, limit + 1);
    Page<Document> page = Pages.ofOneMore(found, limit, Document::id);
    return new Page<>(
        page.items().stream().map(d -> Held.read(d).record(host)).toList(), page.next());
  }

  GitRepository update(RepositoryUpdate update, Call call) {
    return alone(
        update.repository(),
        call,
        held -> {
          if (update.defaultBranch() instanceof Change.Set<String>(String branch)) {
            GitNames.checkRef("defaultBranch", branch);
            shelf.reading(held, repository -> repository.requirePointable(branch));
          }
          Held after = host.documents().write(writer -> changed(writer, held.id(), update));
          if (update.defaultBranch() instanceof Change.Set<String>(String branch)) {
            shelf.reading(after, repository -> repository.pointHead(branch));
          }
          return after.record(host);
        });
  }

  /** Makes a branch the default one, as the first that a repository has. */
  void begin(OpenRepository repository, String branch) throws IOException {
    Held held = repository.held();
    host.documents()
        .write(
            writer -> {
              Held after = held.with("defaultBranch", Json.of(branch));
              writer.put(after.document());
              return after;
            });
    repository.pointHead(branch);
  }

  private Held changed(Writer writer, String id, RepositoryUpdate update) {
    Held before = writer.get(Held.COLLECTION, id).map(Held::read).orElseThrow();
    Held after = before.with("updatedAt", Json.of(host.now().toString()));
    if (update.name() instanceof Change.Set<String>(String name)) {
      GitNames.checkName("name", name);
      after = after.with("name", Json.of(name));
    }
    after = described(after, update);
    if (update.visibility() instanceof Change.Set<Visibility>(Visibility visibility)) {
      after = after.with("visibility", Json.of(visibility.name()));
    }
    if (update.archived() instanceof Change.Set<Boolean>(Boolean archived)) {
      after = after.with("archived", Json.of(archived));
    }
    if (update.defaultBranch() instanceof Change.Set<String>(String branch)) {
      Shelf.requireOpen(after);
      after = after.with("defaultBranch", Json.of(branch));
    }
    refuseClearing(update);
    rename(writer, before, after);
    writer.put(after.document());
    return after;
  }

  private static Held described(Held held, RepositoryUpdate update) {
    return switch (update.description()) {
      case Change.Keep<String> _ -> held;
      case Change.Set<String>(String text) ->
          held.with("description", Json.of(GitNames.text("description", text)));
      case Change.Clear<String> _ -> held.with("description", Json.of(""));
    };
  }

  private static void refuseClearing(RepositoryUpdate update) {
    Map<String, Change<?>> needed =
        Map.of(
            "name", update.name(),
            "visibility", update.visibility(),
            "archived", update.archived(),
            "defaultBranch", update.defaultBranch());
    needed.forEach(
        (field, change) -> {
          if (change instanceof Change.Clear<?>) {
            throw Refusal.invalid(field, "cannot be cleared");
          }
        });
  }

  private static void rename(Writer writer, Held before, Held after) {
    String former = Held.key(before.owner(), before.name());
    if (!former.equals(Held.key(after.owner(), after.name()))) {
      takeName(writer, after);
      writer.delete(NAMES, former);
    }
  }

  Done delete(Ref repository, Call call) {
    Held held =
        alone(repository, call, found -> host.documents().write(writer -> erase(writer, found)));
    for (String collection : Host.perRepository(held.id())) {
      clear(collection);
    }
    shelf.delete(held.id(), this::exists);
    return Done.DONE;
  }

  private static Held erase(Writer writer, Held held) {
    writer.delete(NAMES, Held.key(held.owner(), held.name()));
    writer.delete(Held.COLLECTION, held.id());
    return held;
  }

  private void clear(String collection) {
    List<Document> some = host.documents().list(collection, Json.EMPTY, null, BATCH);
    while (!some.isEmpty()) {
      List<Document> going = some;
      host.documents()
          .write(
              writer -> {
                going.forEach(document -> writer.delete(collection, document.id()));
                return going;
              });
      some = host.documents().list(collection, Json.EMPTY, null, BATCH);
    }
  }

  private boolean exists(String id) {
    return host.documents().get(Held.COLLECTION, id).isPresent();
  }

  private static Visibility orPrivate(@Nullable Visibility asked) {
    return asked == null ? Visibility.PRIVATE : asked;
  }

  private Held held(String id) {
    return host.documents()
        .get(Held.COLLECTION, id)
        .map(Held::read)
        .orElseThrow(() -> unknown("that this call made: it was deleted since"));
  }

  /** The repository that is called so now. */
  Held held(Ref repository) {
    return named(repository.id()).orElseThrow(() -> unknown(repository.id()));
  }

  /**
   * Runs work that changes a repository while nobody else does. What the work is told of it is what
   * holds then.
   */
  <T> T changing(Ref repository, Call call, Shelf.Work<T> work) {
    return alone(
        repository,
        call,
        held -> {
          Shelf.requireOpen(held);
          return shelf.reading(held, work);
        });
  }

  private <T> T alone(Ref repository, Call call, Function<Held, T> work) {
    String id = held(repository).id();
    return shelf.alone(
        id,
        call,
        () ->
            work.apply(
                named(repository.id())
                    .filter(held -> held.id().equals(id))
                    .orElseThrow(() -> unknown(repository.id()))));
  }

  private Optional<Held> named(String path) {
    Documents documents = host.documents();
    int slash = path.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return documents
        .get(NAMES, Held.key(path.substring(0, slash), path.substring(slash + 1)))
        .map(name -> String.valueOf(name.body().text(Held.COLLECTION)))
        .flatMap(id -> documents.get(Held.COLLECTION, id))
        .map(Held::read);
  }

  private static CallFailedException unknown(String path) {
    return GitErrors.unknown("repository", "there is no repository " + path);
  }
}
