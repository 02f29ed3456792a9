package io.auterity.testkit.contract.ci;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildArtifact;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.WhichArtifact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build server tells of its builds, and keeps of them. */
abstract class BuildLogTests extends CiPart {

  BuildLogTests(CiContract contract) {
    super(contract);
  }

  @Test
  void aLogIsTakenUpAgainWhereItWasLeft() {
    need("pipeline.trigger", "build.get", "log.stream");
    Build build = ended();
    List<BuildLogLine> whole = lines(log(build, null));
    assertThat(whole).hasSizeGreaterThan(1);

    for (int left : new int[] {0, whole.size() / 2, whole.size() - 1}) {
      assertThat(lines(log(build, whole.get(left).position())))
          .extracting(BuildLogLine::text)
          .isEqualTo(
              whole.subList(left + 1, whole.size()).stream().map(BuildLogLine::text).toList());
    }
  }

  @Test
  void aLogThatIsFollowedEndsWithItsJob() {
    need("pipeline.trigger", "build.get", "job.list", "log.stream");
    Build started = started();

    List<BuildLogLine> followed = lines(new BuildLogQuery(begun(started).ref(), null, true));

    Build ended = awaited(started);
    assertThat(followed)
        .hasSizeGreaterThan(1)
        .extracting(BuildLogLine::text)
        .isEqualTo(lines(log(ended, null)).stream().map(BuildLogLine::text).toList());
  }

  @Test
  void aPositionThatIsNoneIsInvalid() {
    need("pipeline.trigger", "build.get", "log.stream");
    BuildLogQuery query = log(ended(), "nowhere");

    expect(FailureCode.INVALID, () -> lines(query));
  }

  @Test
  void aLogIsLeftBeforeItsEnd() {
    need("pipeline.trigger", "build.get", "log.stream");

    Events<BuildLogLine> events = ci().streamLog(log(ended(), null), call("log.stream"));
    assertThat(events.next()).isNotNull();
    events.close();
    events.close();

    expect(FailureCode.CANCELLED, events::next);
  }

  @Test
  void aLogIsLeftBeforeItsFirstLine() {
    need("pipeline.trigger", "build.get", "log.stream");

    Events<BuildLogLine> events = ci().streamLog(log(ended(), null), call("log.stream"));
    events.close();

    expect(FailureCode.CANCELLED, events::next);
  }

  @Test
  void anArtifactHasTheBytesThatAreTold() {
    need("pipeline.trigger", "build.get", "artifact.list", "artifact.get");
    offered(contract.leavesArtifacts());
    List<BuildArtifact> artifacts = artifacts();

    assertThat(artifacts).isNotEmpty();
    for (BuildArtifact artifact : artifacts) {
      var file = ci().getArtifact(new WhichArtifact(artifact.ref()), call("artifact.get"));
      assertThat(file.ref()).isEqualTo(artifact.ref());
      int bytes = file.content().bytes().length;
      assertThat(bytes).isPositive();
      if (artifact.size() != null) {
        assertThat(artifact.size()).isEqualTo(bytes);
      }
    }
  }

  /** The last job of a build, as soon as it has one. */
  private BuildJob begun(Build started) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Build now = read(started.ref());
      List<BuildJob> jobs = now.number() == null ? List.of() : jobs(now);
      if (!jobs.isEmpty()) {
        return jobs.getLast();
      }
      contract.letWork();
    }
    throw new AssertionError("the build does not begin: " + started.ref().id());
  }

  private List<BuildLogLine> lines(BuildLogQuery query) {
    List<BuildLogLine> lines = new ArrayList<>();
    try (Events<BuildLogLine> events = ci().streamLog(query, call("log.stream"))) {
      for (BuildLogLine line = events.next(); line != null; line = events.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
