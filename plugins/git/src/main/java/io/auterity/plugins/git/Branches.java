package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.WhichBranch;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/** Branches, which are refs of the repository, and their rules. */
record Branches(Host host, Repositories repositories, RepositoryStore shelf, BranchRules rules) {

  Branch create(NewBranch input, Call call) {
    GitNames.checkRef("name", input.name());
    return repositories.changing(
        input.repository(), call, repository -> create(repository, input, call));
  }

  private Branch create(OpenRepository repository, NewBranch input, Call call) throws IOException {
    Optional<String> earlier = host.claims().earlier(call, input);
    Optional<ObjectId> there = repository.branch(input.name());
    if (there.isPresent() && earlier.isPresent()) {
      return branch(repository, input.name(), there.get());
    }
    if (there.isPresent()) {
      throw GitErrors.conflict("name", "there is a branch %s already".formatted(input.name()));
    }
    ObjectId from = repository.commit("from", input.from());
    host.directory().require(RepositoryStore.EMPTY_BYTES);
    String ref = Constants.R_HEADS + input.name();
    host.claims()
        .making(call, input, from.name(), () -> repository.move(ref, ObjectId.zeroId(), from));
    return branch(repository, input.name(), from);
  }

  Branch get(WhichBranch input) {
    return shelf.reading(
        repositories.held(input.repository()),
        repository ->
            branch(repository, input.name(), repository.requireBranch("name", input.name())));
  }

  Page<Branch> list(BranchQuery query) {
    int limit = Host.LIMIT.of(query.limit());
    return shelf.reading(
        repositories.held(query.repository()),
        repository -> {
          List<Ref> all = repository.refs(Constants.R_HEADS);
          return Pages.ofSorted(all, query.cursor(), limit, Branches::name)
              .map(ref -> branch(repository, name(ref), Objects.requireNonNull(ref.getObjectId())));
        });
  }

  private static String name(Ref ref) {
    return ref.getName().substring(Constants.R_HEADS.length());
  }

  private Branch branch(OpenRepository repository, String name, ObjectId commit) {
    return new Branch(name, commit.name(), rules.of(repository.held(), name).isPresent());
  }

  Done delete(WhichBranch input, Call call) {
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          ObjectId there = repository.requireBranch("name", input.name());
          rules.requireDeletable(repository.held(), input.name());
          repository.remove(Constants.R_HEADS + input.name(), there);
          rules.remove(repository.held(), input.name());
          return Done.DONE;
        });
  }

  BranchProtection protect(BranchProtection input, Call call) {
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          repository.requireBranch("name", input.name());
          rules.set(repository.held(), input);
          return input;
        });
  }

  Done unprotect(WhichBranch input, Call call) {
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          repository.requireBranch("name", input.name());
          rules.remove(repository.held(), input.name());
          return Done.DONE;
        });
  }
}
