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
import io.auterity.toolkit.Cancelled;
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
 * its name inside, as no thread may wait for a repository while writers wait for that thread. What
 * a sudden end leaves on the disk without a document is deleted when its number is given again, or
 * with the next repository that is deleted.
 */
record Repositories(Host host, RepositoryStore repositoryStore) {

  private static final String NAMES = "repository_name";
  private static final int BATCH = 500;

  GitRepository create(NewRepository input, Call call) {
    String owner = Objects.requireNonNullElse(input.owner(), host.config().owner());
    String branch = Objects.requireNonNullElse(input.defaultBranch(), "main");
    GitNames.checkRef("defaultBranch", branch);
    Json.Obj body =
        body(owner, input.name(), input.description())
            .with("visibility", Json.of(orPrivate(input.visibility()).name()))
            .with("defaultBranch", Json.of(branch));
    boolean init = Boolean.TRUE.equals(input.init());
    host.directory().require(RepositoryStore.EMPTY_BYTES);
    String id =
        host.claims()
            .once(
                call,
                input,
                writer -> {
                  StoredRepository storedRepository = add(writer, body);
                  repositoryStore.create(storedRepository, init);
                  return storedRepository.id();
                });
    return held(id).record(host);
  }

  GitRepository fork(NewFork input, Call call) {
    StoredRepository source = held(input.repository());
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

  private String fork(StoredRepository source, Json.Obj body, NewFork input, Call call) {
    host.directory().require(repositoryStore.bytes(source));
    Path copy = repositoryStore.copy(source, call);
    try {
      return host.claims()
          .once(
              call,
              input,
              writer -> {
                StoredRepository storedRepository = add(writer, body);
                repositoryStore.take(copy, storedRepository);
                return storedRepository.id();
              });
    } finally {
      repositoryStore.discard(copy);
    }
  }

  private Json.Obj body(String owner, String name, @Nullable String text) {
    GitNames.checkName("owner", owner);
    GitNames.checkName("name", name);
    String description = GitNames.text("description", Objects.requireNonNullElse(text, ""));
    return Json.EMPTY
        .with(StoredRepository.OWNER, Json.of(owner))
        .with("name", Json.of(name))
        .with("description", Json.of(description))
        .with("createdAt", Json.of(host.now().toString()))
        .with("updatedAt", Json.of(host.now().toString()));
  }

  private static StoredRepository add(Writer writer, Json.Obj body) {
    StoredRepository storedRepository =
        new StoredRepository("r" + writer.next(StoredRepository.COLLECTION), body);
    takeName(writer, storedRepository);
    writer.addOrGet(storedRepository.document(), Map.of());
    return storedRepository;
  }

  private static void takeName(Writer writer, StoredRepository storedRepository) {
    String key = StoredRepository.key(storedRepository.owner(), storedRepository.name());
    Json.Obj body = Json.EMPTY.with(StoredRepository.COLLECTION, Json.of(storedRepository.id()));
    Added added = writer.addOrGet(new Document(NAMES, key, body), Map.of("name", key));
    if (!added.created()) {
      throw GitErrors.conflict(
          "name", "there is a repository %s already".formatted(storedRepository.path()));
    }
  }

  GitRepository get(Ref repository) {
    return held(repository).record(host);
  }

  Page<GitRepository> list(RepositoryQuery query) {
    int limit = Host.LIMIT.of(query.limit());
    String owner = query.owner();
    Json.Obj filter =
        owner == null ? Json.EMPTY : Json.EMPTY.with(StoredRepository.OWNER, Json.of(owner));
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found =
        host.documents().list(StoredRepository.COLLECTION, filter, after, limit + 1);
    Page<Document> page = Pages.ofOneMore(found, limit, Document::id);
    return new Page<>(
        page.items().stream().map(d -> StoredRepository.read(d).record(host)).toList(),
        page.next());
  }

  GitRepository update(RepositoryUpdate update, Call call) {
    return alone(
        update.repository(),
        call,
        storedRepository -> {
          if (update.defaultBranch() instanceof Change.Set<String>(String branch)) {
            GitNames.checkRef("defaultBranch", branch);
            repositoryStore.reading(
                storedRepository, repository -> repository.requirePointable(branch));
          }
          StoredRepository after =
              host.documents().write(writer -> changed(writer, storedRepository.id(), update));
          if (update.defaultBranch() instanceof Change.Set<String>(String branch)) {
            repositoryStore.reading(after, repository -> repository.pointHead(branch));
          }
          return after.record(host);
        });
  }

  /** Makes a branch the default one, as the first that a repository has. */
  void begin(OpenRepository repository, String branch) throws IOException {
    StoredRepository storedRepository = repository.held();
    host.documents()
        .write(
            writer -> {
              StoredRepository after = storedRepository.with("defaultBranch", Json.of(branch));
              writer.put(after.document());
              return after;
            });
    repository.pointHead(branch);
  }

  private StoredRepository changed(Writer writer, String id, RepositoryUpdate update) {
    StoredRepository before =
        writer.get(StoredRepository.COLLECTION, id).map(StoredRepository::read).orElseThrow();
    StoredRepository after = before.with("updatedAt", Json.of(host.now().toString()));
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
      RepositoryStore.requireOpen(after);
      after = after.with("defaultBranch", Json.of(branch));
    }
    refuseClearing(update);
    rename(writer, before, after);
    writer.put(after.document());
    return after;
  }

  private static StoredRepository described(
      StoredRepository storedRepository, RepositoryUpdate update) {
    return switch (update.description()) {
      case Change.Keep<String> _ -> storedRepository;
      case Change.Set<String>(String text) ->
          storedRepository.with("description", Json.of(GitNames.text("description", text)));
      case Change.Clear<String> _ -> storedRepository.with("description", Json.of(""));
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

  private static void rename(Writer writer, StoredRepository before, StoredRepository after) {
    String former = StoredRepository.key(before.owner(), before.name());
    if (!former.equals(StoredRepository.key(after.owner(), after.name()))) {
      takeName(writer, after);
      writer.delete(NAMES, former);
    }
  }

  Done delete(Ref repository, Call call) {
    StoredRepository storedRepository =
        alone(repository, call, found -> host.documents().write(writer -> erase(writer, found)));
    for (String collection : Host.perRepository(storedRepository.id())) {
      clear(collection);
    }
    repositoryStore.delete(storedRepository.id(), this::exists);
    return Done.DONE;
  }

  private static StoredRepository erase(Writer writer, StoredRepository storedRepository) {
    writer.delete(NAMES, StoredRepository.key(storedRepository.owner(), storedRepository.name()));
    writer.delete(StoredRepository.COLLECTION, storedRepository.id());
    writer.delete(RefMoves.COLLECTION, storedRepository.id());
    return storedRepository;
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
    return host.documents().get(StoredRepository.COLLECTION, id).isPresent();
  }

  private static Visibility orPrivate(@Nullable Visibility asked) {
    return asked == null ? Visibility.PRIVATE : asked;
  }

  private StoredRepository held(String id) {
    return host.documents()
        .get(StoredRepository.COLLECTION, id)
        .map(StoredRepository::read)
        .orElseThrow(() -> unknown("that this call made: it was deleted since"));
  }

  /** The repository that is called so now. */
  StoredRepository held(Ref repository) {
    return named(repository.id()).orElseThrow(() -> unknown(repository.id()));
  }

  /**
   * Runs work that changes a repository, with exclusive access to it. What the work is told of it
   * is what holds then.
   */
  <T> T changing(Ref repository, Call call, RepositoryStore.Work<T> work) {
    return alone(
        repository,
        call,
        storedRepository -> {
          RepositoryStore.requireOpen(storedRepository);
          String by = call.caller().map(Call.Caller::name).orElse(null);
          return repositoryStore.changing(storedRepository, by, work);
        });
  }

  /** Tells of what had moved when a process ended; what is being changed now has its turn later. */
  void settle(Call call) {
    for (Document left : host.documents().list(RefMoves.COLLECTION, Json.EMPTY, null, BATCH)) {
      Cancelled.check(call);
      host.documents()
          .get(StoredRepository.COLLECTION, left.id())
          .map(StoredRepository::read)
          .ifPresent(
              repository ->
                  repositoryStore.alone(
                      repository.id(),
                      call,
                      () -> repositoryStore.changing(repository, null, OpenRepository::held)));
    }
  }

  private <T> T alone(Ref repository, Call call, Function<StoredRepository, T> work) {
    String id = held(repository).id();
    return repositoryStore.alone(
        id,
        call,
        () ->
            work.apply(
                named(repository.id())
                    .filter(storedRepository -> storedRepository.id().equals(id))
                    .orElseThrow(() -> unknown(repository.id()))));
  }

  private Optional<StoredRepository> named(String path) {
    Documents documents = host.documents();
    int slash = path.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return documents
        .get(NAMES, StoredRepository.key(path.substring(0, slash), path.substring(slash + 1)))
        .map(name -> String.valueOf(name.body().text(StoredRepository.COLLECTION)))
        .flatMap(id -> documents.get(StoredRepository.COLLECTION, id))
        .map(StoredRepository::read);
  }

  private static CallFailedException unknown(String path) {
    return GitErrors.unknown("repository", "there is no repository " + path);
  }
}
