package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.Tag;
import io.auterity.spi.git.TagQuery;
import io.auterity.spi.git.WhichTag;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Tags, which are refs of the repository: to a commit, or to a tag object with a message. */
record Tags(Host host, Repositories repositories, RepositoryStore shelf) {

  Tag create(NewTag input, Call call) {
    GitNames.checkRef("name", input.name());
    String message = input.message();
    if (message != null) {
      GitNames.message("message", message);
    }
    return repositories.changing(
        input.repository(), call, repository -> create(repository, input, call));
  }

  private Tag create(OpenRepository repository, NewTag input, Call call) throws IOException {
    Optional<String> earlier = host.claims().earlier(call, input);
    boolean there = repository.tag(input.name()).isPresent();
    if (there && earlier.isPresent()) {
      return require(repository, input.name());
    }
    if (there) {
      throw GitErrors.conflict("name", "there is a tag %s already".formatted(input.name()));
    }
    ObjectId target = repository.commit("target", input.target());
    host.directory().require(RepositoryStore.EMPTY_BYTES);
    host.claims()
        .making(
            call,
            input,
            target.name(),
            () -> add(repository, input.name(), target, input.message()));
    return require(repository, input.name());
  }

  /** Makes a tag that is not there. */
  void add(OpenRepository repository, String name, ObjectId target, @Nullable String message)
      throws IOException {
    ObjectId named = message == null ? target : annotated(repository, name, target, message);
    repository.move(Constants.R_TAGS + name, ObjectId.zeroId(), named);
  }

  private ObjectId annotated(
      OpenRepository repository, String name, ObjectId target, String message) throws IOException {
    TagBuilder tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(target, Constants.OBJ_COMMIT);
    tag.setTagger(host.person());
    tag.setMessage(message);
    try (ObjectInserter inserter = repository.git().newObjectInserter()) {
      ObjectId id = inserter.insert(tag);
      inserter.flush();
      return id;
    }
  }

  Tag get(WhichTag input) {
    return shelf.reading(
        repositories.held(input.repository()), repository -> require(repository, input.name()));
  }

  private static Tag require(OpenRepository repository, String name) throws IOException {
    Ref ref =
        repository.tag(name).isPresent()
            ? repository.git().exactRef(Constants.R_TAGS + name)
            : null;
    if (ref == null) {
      throw GitErrors.unknown("name", repository.held().path() + " has no tag " + name);
    }
    return tag(repository, name, Objects.requireNonNull(ref.getObjectId()));
  }

  private static Tag tag(OpenRepository repository, String name, ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository.git())) {
      RevObject named = walk.parseAny(id);
      String message = named instanceof RevTag annotated ? annotated.getFullMessage() : null;
      return new Tag(name, walk.peel(named).name(), message);
    }
  }

  Page<Tag> list(TagQuery query) {
    int limit = Host.LIMIT.of(query.limit());
    return shelf.reading(
        repositories.held(query.repository()),
        repository -> {
          List<Ref> all = repository.refs(Constants.R_TAGS);
          Page<Ref> page = Pages.ofSorted(all, query.cursor(), limit, Tags::name);
          List<Tag> tags = new ArrayList<>();
          for (Ref ref : page.items()) {
            tags.add(tag(repository, name(ref), Objects.requireNonNull(ref.getObjectId())));
          }
          return new Page<>(tags, page.next());
        });
  }

  private static String name(Ref ref) {
    return ref.getName().substring(Constants.R_TAGS.length());
  }

  Done delete(WhichTag input, Call call) {
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          require(repository, input.name());
          String name = Constants.R_TAGS + input.name();
          Ref ref = Objects.requireNonNull(repository.git().exactRef(name));
          repository.remove(name, Objects.requireNonNull(ref.getObjectId()));
          return Done.DONE;
        });
  }
}
