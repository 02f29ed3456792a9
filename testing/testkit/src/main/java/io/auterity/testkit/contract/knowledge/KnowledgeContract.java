package io.auterity.testkit.contract.knowledge;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code knowledge} connector must do, whatever its vendor. It asks for nothing that the
 * connector does not declare, and works in a space that the set-up gives it.
 */
public abstract class KnowledgeContract extends OpenContract<Knowledge> {

  private final List<Ref> spaces = new ArrayList<>();

  protected KnowledgeContract() {
    super(Knowledge.class);
  }

  /** A name or title that nothing has yet. */
  protected abstract String freshName();

  /** An id of the vendor's form that names nothing. */
  protected abstract String unknownId();

  /** A space to write in; override where the vendor's spaces are not made by its API. */
  protected Ref space(Knowledge instance, ProviderContext of) {
    Ref made =
        instance.createSpace(new NewSpace(freshName(), null), call("space.create", of)).ref();
    spaces.add(made);
    return made;
  }

  /**
   * A provider whose vendor refuses so; empty where the set-up cannot bring that about. Asked for
   * {@code unauthenticated}, {@code rate_limited} and {@code timeout}.
   */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  /** Id of a person with whom pages may be shared. */
  protected String someone() {
    return "1";
  }

  /** Waits until the vendor's search knows what was written, where it lags behind. */
  protected void untilSearchable() {}

  /** Has it deleted after the test. */
  final void made(Ref space) {
    spaces.add(space);
  }

  @AfterEach
  void deleteWhatWasMade() {
    if (supports("space.delete")) {
      spaces.forEach(
          space ->
              Failures.of(
                  () -> instance().deleteSpace(new WhichSpace(space), call("space.delete"))));
    }
  }

  @Override
  protected final Object input(String operation, Knowledge instance) {
    use(instance);
    return new KnowledgeInputs(this).of(operation);
  }

  @Nested
  class Spaces extends SpaceTests {
    Spaces() {
      super(KnowledgeContract.this);
    }
  }

  @Nested
  class Texts extends PageTests {
    Texts() {
      super(KnowledgeContract.this);
    }
  }

  @Nested
  class Places extends PagePlaceTests {
    Places() {
      super(KnowledgeContract.this);
    }
  }

  @Nested
  class Attached extends PageCompanyTests {
    Attached() {
      super(KnowledgeContract.this);
    }
  }

  @Nested
  class Contents extends ContentTests {
    Contents() {
      super(KnowledgeContract.this);
    }
  }

  @Nested
  class Refused extends KnowledgeRefusalTests {
    Refused() {
      super(KnowledgeContract.this);
    }
  }
}
