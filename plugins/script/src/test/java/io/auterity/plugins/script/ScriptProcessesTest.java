package io.auterity.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptRun;
import io.auterity.spi.script.Scripting;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeWork;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many processes of scripts there are, whose they are, and when they end. */
class ScriptProcessesTest {

  private static final String ENDLESS = "export default () => { for (;;) {} }";

  /** By which the processes of this test are told from others. */
  private static final Duration IDLE = Duration.ofMillis(30_471);

  private final FakeWork work = new FakeWork();
  private ScriptPlugin plugin = new ScriptPlugin(UnpackedCommand.endingAfter(IDLE));

  @AfterEach
  void end() {
    work.close();
    plugin.stop();
    processes(IDLE).forEach(process -> process.onExit().join());
  }

  private static Stream<ProcessHandle> processes(Duration idle) {
    String last = " " + idle.toMillis();
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().filter(line -> line.endsWith(last)).isPresent())
        .filter(ProcessHandle::isAlive);
  }

  private static Set<Long> ids() {
    return processes(IDLE).map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static long onlyNew(Set<Long> before) {
    return ids().stream().filter(id -> !before.contains(id)).findFirst().orElseThrow();
  }

  private FakeProvider provider(String id) {
    FakeProvider alone = new FakeProvider(id, ManifestFileReader.of(ScriptPlugin.class));
    return new FakeProvider(
        alone.id(),
        alone.plugin(),
        alone.config(),
        alone.secrets(),
        alone.transport(),
        alone.documents(),
        alone.directory(),
        work);
  }

  private Scripting open(FakeProvider provider) {
    return (Scripting) plugin.connectors().getFirst().open(provider);
  }

  private static Json run(Scripting scripts, FakeProvider provider, String code) {
    ScriptRun input = new ScriptRun(code, null, Duration.ofSeconds(30));
    return scripts.runCode(input, FakeCall.of("script.code.run", provider)).value();
  }

  private static Failure failure(Scripting scripts, FakeCall call) {
    try {
      throw new AssertionError(
          scripts.runCode(new ScriptRun(ENDLESS, null, Duration.ofSeconds(30)), call).toString());
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  @Test
  void keepsAProcessForTheNextScriptOfTheSameProviderAlone() {
    FakeProvider provider = provider("scripts");
    Scripting one = open(provider);
    Scripting other = open(provider);
    Scripting third = open(provider);

    assertThat(ids()).isEmpty();
    run(one, provider, "export default () => 1");
    Set<Long> first = ids();
    run(one, provider, "export default () => 1");
    assertThat(ids()).hasSize(1).isEqualTo(first);
    run(other, provider, "export default () => 1");
    long second = onlyNew(first);
    run(third, provider, "export default () => 1");

    assertThat(ids())
        .hasSizeLessThanOrEqualTo(2)
        .contains(second)
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void runsAFewScriptsAtATimeAndAllInTheEnd() throws Exception {
    List<Future<Json>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int tenant = 0; tenant < 3; tenant++) {
        FakeProvider provider = provider("scripts" + tenant);
        Scripting scripts = open(provider);
        for (int i = 0; i < 4; i++) {
          String code = "export default () => %d".formatted(results.size());
          results.add(threads.submit(() -> run(scripts, provider, code)));
        }
      }
      int most = 0;
      while (!results.stream().allMatch(Future::isDone)) {
        most = Math.max(most, ids().size());
      }
      // Two run; those that are ended take a moment to go.
      assertThat(most).isBetween(1, 4);
    }
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get()).isEqualTo(Json.of(i));
    }
  }

  @Test
  void endsAProcessThatHasNothingToDoAndStartsAnother() {
    Duration soon = Duration.ofMillis(301);
    plugin = new ScriptPlugin(UnpackedCommand.endingAfter(soon));
    FakeProvider provider = provider("scripts");
    Scripting scripts = open(provider);

    run(scripts, provider, "export default () => 1");
    processes(soon).forEach(process -> process.onExit().join());

    assertThat(run(scripts, provider, "export default () => 2")).isEqualTo(Json.of(2));
  }

  @Test
  void endsAScriptWhoseCallerHasGone() throws Exception {
    FakeProvider provider = provider("scripts");
    Scripting scripts = open(provider);
    FakeCall call = FakeCall.of("script.code.run", provider);
    run(scripts, provider, "export default () => 1");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Failure> ended = threads.submit(() -> failure(scripts, call));
      call.cancel();
      assertThat(ended.get().code()).isEqualTo(FailureCode.CANCELLED);
    }
    assertThat(run(scripts, provider, "export default () => 2")).isEqualTo(Json.of(2));
  }

  // Kestra 1132: what a script had started ran on after its timeout.
  @Test
  void leavesNothingRunningAfterATimeout() {
    FakeProvider provider = provider("scripts");
    Scripting scripts = open(provider);
    run(scripts, provider, "export default () => 1");
    List<ProcessHandle> its = processes(IDLE).toList();

    assertThatThrownBy(
            () ->
                scripts.runCode(
                    new ScriptRun(ENDLESS, null, Duration.ofMillis(200)),
                    FakeCall.of("script.code.run", provider)))
        .hasMessageContaining("did not end in 0.2s");

    assertThat(its).hasSize(1).allSatisfy(process -> process.onExit().join());
    assertThat(ids()).isEmpty();
  }

  @Test
  void endsWhatAProviderHasThatCloses() throws Exception {
    FakeProvider provider = provider("scripts");
    Scripting scripts = open(provider);
    run(scripts, provider, "export default () => 1");
    List<ProcessHandle> its = processes(IDLE).toList();

    ((AutoCloseable) scripts).close();

    assertThat(its).hasSize(1).allSatisfy(process -> process.onExit().join());
  }

  @Test
  void itsProcessesGetAProcessorAfterTheServer() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nice")) && Files.exists(Path.of("/proc")));
    FakeProvider provider = provider("scripts");
    run(open(provider), provider, "export default () => 1");

    int own = niceness("self");
    for (long id : ids()) {
      assertThat(niceness(Long.toString(id))).isEqualTo(Math.min(own + 5, 19));
    }
  }

  // The state comes behind the name, which stands in brackets; the niceness is the 17th there.
  private static int niceness(String process) throws IOException {
    String stat = Files.readString(Path.of("/proc", process, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(fields[16]);
  }

  @Test
  @SuppressWarnings("unchecked")
  void isCheckedByWhatItsProcessesNeed() {
    FakeProvider provider = provider("scripts");
    FakeCall call = FakeCall.of("script.code.run", provider);
    ScriptPlugin unpacked = new ScriptPlugin(new ChildCommand("/nowhere/engine/*", IDLE));
    Connector<Scripting> incomplete = (Connector<Scripting>) unpacked.connectors().getFirst();
    Connector<Scripting> whole = (Connector<Scripting>) plugin.connectors().getFirst();

    assertThatThrownBy(() -> incomplete.check(incomplete.open(provider), call))
        .hasMessageContaining("/nowhere/engine is not there; install the plugin with its folder");
    whole.check(whole.open(provider), call);
    assertThat(ids()).isEmpty();
  }

  @Test
  void saysWhenItsProcessDoesNotStart() {
    plugin = new ScriptPlugin(new ChildCommand("/nowhere", IDLE));
    FakeProvider provider = provider("scripts");
    Scripting scripts = open(provider);

    assertThatThrownBy(() -> run(scripts, provider, "export default () => 1"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
              assertThat(e.failure().message())
                  .isEqualTo("the process of scripts ended with status 1");
            });
  }
}
