package io.auterity.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineStatement;
import java.util.UUID;

/** The table of modules and the Nevers of the architecture page. */
@ArchTag("boundary")
@AnalyzeClasses(
    packages = "io.auterity",
    importOptions = {ImportOption.DoNotIncludeTests.class, BoundaryTest.NoTestJars.class})
public class BoundaryTest {

  /** From the phase {@code package} on, the tests of another module come as a jar. */
  public static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.auterity..")
          .layer("spi")
          .definedBy("io.auterity.spi..")
          .layer("platform")
          .definedBy("io.auterity.platform..")
          .layer("inspect")
          .definedBy("io.auterity.inspect..")
          .layer("provider")
          .definedBy("io.auterity.provider..")
          .layer("ledger")
          .definedBy("io.auterity.ledger..")
          .layer("webhook")
          .definedBy("io.auterity.webhook..")
          .optionalLayer("relay")
          .definedBy("io.auterity.relay..")
          .layer("insight")
          .definedBy("io.auterity.insight..")
          .layer("jobs")
          .definedBy("io.auterity.jobs..")
          .optionalLayer("gateway")
          .definedBy("io.auterity.gateway..")
          .optionalLayer("workflow")
          .definedBy("io.auterity.workflow..")
          .optionalLayer("connector")
          .definedBy("io.auterity.connector..")
          .layer("control")
          .definedBy("io.auterity.control..")
          .layer("server")
          .definedBy("io.auterity.server..")
          .whereLayer("spi")
          .mayNotAccessAnyLayer()
          .whereLayer("platform")
          .mayOnlyAccessLayers("spi")
          .whereLayer("inspect")
          .mayNotAccessAnyLayer()
          .whereLayer("provider")
          .mayOnlyAccessLayers("platform", "spi")
          .whereLayer("ledger")
          .mayOnlyAccessLayers("provider", "platform", "spi")
          .whereLayer("relay")
          .mayOnlyAccessLayers("ledger", "provider", "platform", "spi")
          .whereLayer("insight")
          .mayOnlyAccessLayers("relay", "ledger", "provider", "platform", "spi")
          .whereLayer("jobs")
          .mayOnlyAccessLayers("relay", "ledger", "provider", "platform", "spi")
          .whereLayer("gateway")
          .mayOnlyAccessLayers("jobs", "relay", "ledger", "provider", "platform", "spi")
          .whereLayer("workflow")
          .mayOnlyAccessLayers("platform", "spi")
          .whereLayer("webhook")
          .mayOnlyAccessLayers("provider", "platform", "spi")
          .whereLayer("connector")
          .mayOnlyAccessLayers("webhook", "provider", "platform", "spi")
          .whereLayer("control")
          .mayOnlyAccessLayers("inspect", "platform", "spi")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer();

  /**
   * The package itself is what the others may use, and what targets take; they lease, and know no
   * connector.
   */
  @ArchTest
  static final ArchRule PROVIDERS_ARE_CONFIGURED_THEN_OPENED_THEN_CALLED =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.auterity.provider..")
          .layer("target")
          .definedBy("io.auterity.provider.target")
          .layer("plugin")
          .definedBy("io.auterity.provider.plugin")
          .layer("public")
          .definedBy("io.auterity.provider")
          .layer("config")
          .definedBy("io.auterity.provider.config")
          .layer("call")
          .definedBy("io.auterity.provider.call")
          .layer("life")
          .definedBy("io.auterity.provider.life")
          .whereLayer("target")
          .mayNotAccessAnyLayer()
          .whereLayer("plugin")
          .mayNotAccessAnyLayer()
          .whereLayer("public")
          .mayOnlyAccessLayers("target")
          .whereLayer("config")
          .mayOnlyAccessLayers("plugin", "public", "target")
          .whereLayer("call")
          .mayOnlyAccessLayers("plugin", "public", "target")
          .whereLayer("life")
          .mayOnlyAccessLayers("plugin", "public", "target", "config", "call");

  @ArchTest
  static final ArchRule SPI_KNOWS_THE_JDK_AND_NULLNESS_ONLY =
      classes()
          .that()
          .resideInAPackage("io.auterity.spi..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.auterity.spi..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule SPRING_STAYS_IN_SERVER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.auterity.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule VERTX_STAYS_IN_THE_TRANSPORT_AND_THE_LISTENER =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.auterity.platform.transport..", "io.auterity.gateway.listener..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_STORES =
      noClasses()
          .that(
              resideInAPackage("io.auterity..")
                  .and(not(resideInAnyPackage("..store..", "io.auterity.platform.database.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..");

  /** So that no text that is put together while a process runs is one across tenants. */
  @ArchTest
  static final ArchRule ENGINE_STATEMENTS_ARE_CONSTANTS_OF_STORES =
      constructors()
          .that()
          .areDeclaredIn(EngineStatement.class)
          .should()
          .onlyBeCalled()
          .byCodeUnitsThat(
              are(
                  describe(
                      "static initializers in a store package",
                      unit ->
                          unit instanceof JavaStaticInitializer
                              && unit.getOwner().getPackageName().endsWith(".store"))));

  @ArchTest
  static final ArchRule JSON_IS_JACKSON_3 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule ONLY_TELEMETRY_READS_SCOPED_VALUES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.auterity.platform.telemetry..")
          .should()
          .callMethod(ScopedValue.class, "get");

  @ArchTest
  static final ArchRule A_TENANT_COMES_FROM_A_CREDENTIAL =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.auterity.control.access..", "io.auterity.platform.call..")
          .should()
          .callMethod(TenantScope.class, "authenticated", UUID.class);

  @ArchTest
  static final ArchRule OR_FROM_A_ROW_THAT_IS_READ_BACK =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.auterity.workflow..",
              "io.auterity.jobs.batch.store..",
              "io.auterity.jobs.tuning.store..",
              "io.auterity.platform.job.store..",
              "io.auterity.webhook.store..",
              "io.auterity.platform.outbox..",
              "io.auterity.platform.resource..",
              "io.auterity.platform.call..")
          .should()
          .callMethod(TenantScope.class, "recovered", UUID.class);

  @ArchTest
  static final ArchRule PACKAGES_SAY_WHAT_THEY_ARE_FOR =
      noClasses()
          .should()
          .resideInAnyPackage("..common..", "..util..", "..misc..", "..helper..", "..manager..");

  /** Each package beneath a module's root counts with what lies in it, such as its store. */
  @ArchTest
  static final ArchRule NO_CYCLES_AMONG_THE_PACKAGES_OF_A_MODULE =
      slices().matching("io.auterity.(*).(*)..").namingSlices("$1.$2").should().beFreeOfCycles();

  /** In the server packages count one by one: a story told in several must have an order. */
  @ArchTest
  static final ArchRule NO_CYCLES_AMONG_THE_PACKAGES_OF_THE_SERVER =
      slices().matching("io.auterity.server.(**)").should().beFreeOfCycles();
}
