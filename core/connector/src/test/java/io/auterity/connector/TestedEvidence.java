package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.evidence.EvidenceEntry;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.witness.Evidence;
import io.auterity.spi.WireRequest;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a class of tests proves of connector files by what vendors wrote. It is held against the
 * product's evidence once all of its tests have passed, or written there when asked ({@code
 * ./auterity generate}).
 */
final class TestedEvidence implements AfterTestExecutionCallback, AfterAllCallback {

  private static final TestedEvidence NOWHERE = new TestedEvidence();

  private final Set<Proof> proofs = new HashSet<>();
  private final Set<String> ran = new HashSet<>();
  private boolean failed;

  /** That an operation of a connector has a grade. */
  record Proof(String connector, String operation, String grade, String witness) {}

  /** One that nobody asks. */
  static TestedEvidence nowhere() {
    return NOWHERE;
  }

  synchronized void proves(String connector, String operation, String grade, String witness) {
    proofs.add(new Proof(connector, operation, grade, witness));
  }

  /** What was proven so far. */
  synchronized Set<Proof> proofs() {
    return Set.copyOf(proofs);
  }

  /** Proves each operation that was answered, and whose answered calls sent nothing but these. */
  void described(AnsweringVendor vendor, Collection<WireRequest> requests, String description) {
    described(vendor.asked(), requests, description);
  }

  /**
   * As above.
   *
   * @param requests that the description has, without a fault
   * @param description its file or folder; the vendor's own
   */
  synchronized void described(
      AskedCalls calls, Collection<WireRequest> requests, String description) {
    Set<WireRequest> described = Collections.newSetFromMap(new IdentityHashMap<>());
    described.addAll(requests);
    Collected by = Collected.description(description);
    Map<Proof, Boolean> whole =
        calls.answered().stream()
            .collect(
                Collectors.toMap(
                    each -> new Proof(each.connector, each.operation, by.grade(), by.witness()),
                    each -> described.containsAll(each.requests),
                    Boolean::logicalAnd));
    whole.forEach(
        (proof, all) -> {
          if (all) {
            proofs.add(proof);
          }
        });
  }

  @Override
  public synchronized void afterTestExecution(ExtensionContext context) {
    ran.add(context.getRequiredTestMethod().getName());
    failed |= context.getExecutionException().isPresent();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Class<?> tests = context.getRequiredTestClass();
    boolean whole = context.getEnclosingTestClasses().isEmpty() && ran.containsAll(all(tests));
    if (!whole || failed) {
      return;
    }
    ShippedEvidence kept = Evidence.kept();
    ShippedEvidence found = kept.withTests(tests.getSimpleName(), entries(kept, tests));
    if (Boolean.getBoolean("auterity.generate")) {
      Evidence.keep(found);
    }
    assertThat(of(Evidence.kept(), tests))
        .as(
            "What %s proves is told otherwise in %s. Write it anew: ./auterity generate",
            tests.getSimpleName(), ShippedEvidence.SOURCE)
        .isEqualTo(of(found, tests));
  }

  private static List<String> all(Class<?> tests) {
    return Arrays.stream(tests.getDeclaredMethods())
        .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
        .map(Method::getName)
        .toList();
  }

  private static List<EvidenceEntry> of(ShippedEvidence evidence, Class<?> tests) {
    return evidence.entries().stream()
        .filter(each -> tests.getSimpleName().equals(each.tests()))
        .toList();
  }

  // What was found before as it is now keeps its day.
  private List<EvidenceEntry> entries(ShippedEvidence kept, Class<?> tests) {
    Map<String, String> digests = Evidence.digests();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    return proofs.stream()
        .map(
            each ->
                new EvidenceEntry(
                    each.connector(),
                    each.operation(),
                    true,
                    each.grade(),
                    each.witness(),
                    today,
                    Objects.requireNonNull(digests.get(each.connector()), each.connector()),
                    tests.getSimpleName()))
        .map(
            each ->
                kept.entries().stream()
                    .filter(before -> before.on(today).equals(each))
                    .findFirst()
                    .orElse(each))
        .toList();
  }
}
