package io.auterity.author;

import io.auterity.author.suite.ConnectorUnderTest;
import io.auterity.author.suite.UnderTest;
import io.auterity.cli.TextTable;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a run of a contract suite found, test by test and operation by operation. */
final class ContractReport implements TestExecutionListener {

  private static final int LONGEST = 600;

  private final List<String> failures = new ArrayList<>();
  private TestPlan plan;
  private int passed;

  private ContractReport(TestPlan plan) {
    this.plan = plan;
  }

  /** Runs a suite. */
  static ContractReport of(Class<?> suite, ConnectorUnderTest subject) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(suite))
            .filters(TagFilter.excludeTags("boundary"))
            .build();
    LauncherConfig own =
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();
    try (LauncherSession session = LauncherFactory.openSession(own)) {
      session.getStore().put(Namespace.create(UnderTest.class), UnderTest.KEY, subject);
      ContractReport report = new ContractReport(session.getLauncher().discover(request));
      session.getLauncher().execute(request, report);
      return report;
    }
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() != Status.SUCCESSFUL) {
      failures.add(
          "%s: %s"
              .formatted(name(test), result.getThrowable().map(ContractReport::why).orElse("")));
    } else if (test.isTest()) {
      passed++;
    }
  }

  private String name(TestIdentifier test) {
    return plan.getParent(test)
        .filter(parent -> parent.getParentId().isPresent())
        .map(parent -> name(parent) + " > " + test.getDisplayName())
        .orElse(test.getDisplayName());
  }

  private static String why(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).strip().replaceAll("\\s*\\n\\s*", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  /** Whether each test passed, of at least one. */
  boolean succeeded() {
    return failures.isEmpty() && passed > 0;
  }

  /**
   * Prints it.
   *
   * @param proven by operation that answered or that a test which failed had called, whether it is
   *     proven
   */
  void print(ConnectorManifest connector, SortedMap<String, Boolean> proven) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("operation", "support", "result"));
    for (Capability capability : AuthoredFile.operations(connector.kind())) {
      OperationSupport said = connector.support().get(capability.operation());
      Support support = said == null ? Support.NONE : said.support();
      rows.add(
          List.of(
              capability.operation(),
              support.name().toLowerCase(Locale.ROOT),
              result(support, proven.get(capability.operation()))));
    }
    TextTable.print(rows);
    System.out.println();
    failures.forEach(each -> System.out.println("FAILED " + each + System.lineSeparator()));
    System.out.printf("%d tests passed, %d failed.%n", passed, failures.size());
  }

  private static String result(Support support, @Nullable Boolean proven) {
    if (support == Support.NONE) {
      return "unsupported";
    }
    return proven == null ? "not reached" : proven ? "passed" : "FAILED";
  }
}
