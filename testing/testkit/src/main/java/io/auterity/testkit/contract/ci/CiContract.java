package io.auterity.testkit.contract.ci;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Ci;
import io.auterity.testkit.contract.OpenContract;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code ci} connector must do, of what it declares. A server is set up from outside: it
 * has a repository, and a pipeline in it whose builds end well and say something.
 */
public abstract class CiContract extends OpenContract<Ci> {

  protected CiContract() {
    super(Ci.class);
  }

  /** The repository of the set-up, by the server's id. */
  protected String repository() {
    return "octo/hello";
  }

  /** The repository as one is named whose pipeline is to be made. */
  protected String repositoryToBuild() {
    return repository();
  }

  /**
   * A pipeline of the repository whose builds end well, say at least two lines and, where the
   * server keeps artifacts, leave one.
   */
  protected String pipeline() {
    return repository();
  }

  /** A pipeline of the repository whose builds run until they are ended. */
  protected String endless() {
    return repository();
  }

  /** A build that waits for an approval, made anew; where the server has such. */
  protected Ref blocked() {
    throw new AssertionError("the set-up names no build that waits for an approval");
  }

  /** Whether the pipeline leaves an artifact; override where the set-up cannot bring that about. */
  protected boolean leavesArtifacts() {
    return true;
  }

  /** What a new pipeline shall do, as the server writes it; null where it takes none. */
  protected @Nullable String definition() {
    return null;
  }

  /** A name that no pipeline, environment or secret of the repository has. */
  protected String freshName() {
    return "FRESH_" + UUID.randomUUID().toString().replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** An id of something that is not there, of the same form as this one of something that is. */
  protected String unknown(String id) {
    int last = id.length() - 1;
    return Character.isDigit(id.charAt(last)) ? id + "999" : id + "-nowhere";
  }

  /** Lets the server work on, between two looks at a build; override for a real one. */
  protected void letWork() {}

  /** A provider with a credential that the server does not know; empty when it asks for none. */
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.empty();
  }

  /** A provider whose server takes no more calls for now; empty when it takes all. */
  protected Optional<ProviderContext> withoutCallsLeft() {
    return Optional.empty();
  }

  @Override
  protected final Object input(String operation, Ci instance) {
    use(instance);
    return new CiInputs(this).of(operation);
  }

  @Nested
  class Builds extends BuildTests {
    Builds() {
      super(CiContract.this);
    }
  }

  @Nested
  class Logs extends BuildLogTests {
    Logs() {
      super(CiContract.this);
    }
  }

  @Nested
  class Settings extends BuildSettingTests {
    Settings() {
      super(CiContract.this);
    }
  }

  @Nested
  class Refused extends CiRefusalTests {
    Refused() {
      super(CiContract.this);
    }
  }
}
