package io.auterity.server.wiring;

import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.ProductActs;
import io.auterity.server.BoundaryTest;
import io.auterity.server.web.security.Needs;
import java.util.List;

/** Names of acts stand in grants and audit logs: each stays, with what the log gets of it. */
@AnalyzeClasses(
    packages = "io.auterity",
    importOptions = {ImportOption.DoNotIncludeTests.class, BoundaryTest.NoTestJars.class})
class ServerActsTest {

  @ArchTest
  static void eachActThatAFeatureHoldsIsOneOfTheProduct(JavaClasses all) {
    List<Act> held =
        all.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(Act.class))
            .filter(field -> field.getModifiers().contains(STATIC))
            .map(ServerActsTest::value)
            .toList();

    assertThat(held)
        .as("add it to ProductActs")
        .containsExactlyInAnyOrderElementsOf(ProductActs.all().all());
  }

  @ArchTest
  static void eachRouteNeedsAnActThatThereIs(JavaClasses all) {
    List<String> needed =
        all.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Needs.class))
            .map(method -> method.getAnnotationOfType(Needs.class).value())
            .toList();

    assertThat(needed).hasSizeGreaterThan(100);
    assertThat(ProductActs.all().all())
        .extracting(Act::name)
        .as("add it to ProductActs")
        .containsAll(needed);
  }

  private static Act value(JavaField constant) {
    try {
      return (Act) constant.reflect().get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(constant.getFullName() + " is not public", e);
    }
  }
}
