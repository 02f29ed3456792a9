package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.contract.Slice;
import org.junit.jupiter.api.Test;

/** What a store does with spaces. */
abstract class SpaceTests extends KnowledgePart {

  SpaceTests(KnowledgeContract contract) {
    super(contract);
  }

  @Test
  void aCreatedSpaceCanBeReadAndListed() {
    need("space.create", "space.get", "space.list");
    String name = contract.freshName();

    Space created = knowledge().createSpace(new NewSpace(name, UNICODE), call("space.create"));
    contract.made(created.ref());

    Space read = knowledge().getSpace(new WhichSpace(created.ref()), call("space.get"));
    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.ref().provider()).isEqualTo(provider().id());
    assertThat(read.name()).isEqualTo(name);
    assertThat(all(this::listSpaces, 2)).extracting(Space::ref).containsOnlyOnce(created.ref());
  }

  @Test
  void aRenamedSpaceIsTheSame() {
    need("space.create", "space.update", "space.get");
    Ref space = space();
    String name = contract.freshName() + " é";

    knowledge()
        .updateSpace(new SpaceUpdate(space, Change.to(name), Change.keep()), call("space.update"));

    assertThat(knowledge().getSpace(new WhichSpace(space), call("space.get")).name())
        .isEqualTo(name);
  }

  @Test
  void aDeletedSpaceIsGoneWithItsPages() {
    need("space.create", "space.delete", "page.get");
    Ref space = space();
    Ref page = page(space).ref();

    knowledge().deleteSpace(new WhichSpace(space), call("space.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(page));
  }

  private Page<Space> listSpaces(Slice slice) {
    return knowledge()
        .listSpaces(new SpaceQuery(slice.cursor(), slice.limit()), call("space.list"));
  }
}
