package io.auterity.testkit.contract.tracker;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code tracker} connector must do, whatever its vendor. Each test has a project of its
 * own from {@link #project}, and deletes it where the tracker can; what a tracker does not declare
 * is not asked for.
 */
public abstract class TrackerContract extends OpenContract<Tracker> {

  private final List<Ref> made = new ArrayList<>();

  protected TrackerContract() {
    super(Tracker.class);
  }

  /** A key that no project has, as this tracker wants keys. */
  protected String freshKey() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 9);
  }

  /** A project that a test may fill; override where the tracker makes none. */
  protected Ref project(Tracker instance) {
    Ref project =
        instance
            .createProject(new NewProject(freshKey(), "For a test"), call("project.create"))
            .ref();
    made.add(project);
    return project;
  }

  /** People whom issues can be given to, by the tracker's ids; none when the set-up has none. */
  protected List<String> people() {
    return List.of();
  }

  /** A provider whose vendor is this transport; empty when the tracker has no vendor. */
  protected Optional<ProviderContext> behind(Transport transport) {
    return Optional.empty();
  }

  /** A provider with a credential that the vendor does not know; empty when it asks for none. */
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.empty();
  }

  /** Any project's reference: the vendor that fails never looks for it. */
  protected Ref anyProject() {
    return Ref.of("project");
  }

  /** Has it deleted after the test. */
  final void made(Ref project) {
    made.add(project);
  }

  @AfterEach
  void deleteWhatWasMade() {
    for (Ref project : supports("project.delete") ? made : List.<Ref>of()) {
      Failures.of(
          () -> instance().deleteProject(new WhichProject(project), call("project.delete")));
    }
  }

  @Override
  protected final Object input(String operation, Tracker instance) {
    use(instance);
    return new TrackerInputs(this).of(operation);
  }

  @Nested
  class Projects extends ProjectTests {
    Projects() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Issues extends IssueTests {
    Issues() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Updates extends IssueUpdateTests {
    Updates() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Lists extends IssueListTests {
    Lists() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Attached extends IssueCompanyTests {
    Attached() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Planned extends PlanningTests {
    Planned() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Refused extends TrackerRefusalTests {
    Refused() {
      super(TrackerContract.this);
    }
  }

  @Nested
  class Keyed extends IssueKeyTests {
    Keyed() {
      super(TrackerContract.this);
    }
  }
}
