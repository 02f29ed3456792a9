package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.EgressApproval;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovedPlacesTest {

  private static final TenantScope ACME = TenantScope.authenticated(new UUID(0, 1));
  private static final TenantScope OTHER = TenantScope.authenticated(new UUID(0, 2));

  @Test
  void anApprovalNamesHostPortAndTenant() {
    ApprovedPlaces places = approved("Ollama.lan:11434 for acme & sons");

    assertThat(places.admit(ACME, http("ollama.lan", 11_434))).isTrue();
    assertThat(places.admit(OTHER, http("ollama.lan", 11_434))).isFalse();
    assertThat(places.admit(ACME, http("ollama.lan", 5_432))).isFalse();
    assertThat(places.admit(ACME, http("other.lan", 11_434))).isFalse();
  }

  @Test
  void aTenantMayStandThereByItsId() {
    ApprovedPlaces places = approved("10.0.0.1:80 for " + OTHER.tenant());

    assertThat(places.admit(OTHER, http("10.0.0.1", 80))).isTrue();
    assertThat(places.admit(ACME, http("10.0.0.1", 80))).isFalse();
  }

  @Test
  void itsIdIsTheOneThatIsToldEverywhere() {
    ApprovedPlaces places = approved("10.0.0.1:80 for ten_00000000000000000000000000000002");

    assertThat(places.admit(OTHER, http("10.0.0.1", 80))).isTrue();
    assertThat(places.admit(ACME, http("10.0.0.1", 80))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ten_00000000000000000000000000000002", "00000000-0000-0000-0000-000000000002"})
  void aTenantThatIsNamedLikeTheIdOfAnotherIsNotThatOne(String id) {
    ApprovedPlaces places =
        new ApprovedPlaces(
            List.of("10.0.0.1:80 for " + id), tenant -> tenant.equals(ACME) ? id : "other");

    assertThat(places.admit(OTHER, http("10.0.0.1", 80))).isTrue();
    assertThat(places.admit(ACME, http("10.0.0.1", 80))).isFalse();
  }

  @Test
  void anyPortAndAnyTenantAreSaidExpressly() {
    ApprovedPlaces places = approved("a.lan:* for other", "b.lan:80 for *");

    assertThat(places.admit(OTHER, http("a.lan", 22))).isTrue();
    assertThat(places.admit(ACME, http("a.lan", 22))).isFalse();
    assertThat(places.admit(ACME, http("b.lan", 80))).isTrue();
    assertThat(places.admit(ACME, http("b.lan", 81))).isFalse();
  }

  @Test
  void anAddressOfVersionSixStandsInBrackets() {
    assertThat(approved("[fd00::1]:80 for *").admit(ACME, http("fd00::1", 80))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:80",
        "localhost for acme",
        "localhost:80 for ",
        "localhost:0 for *",
        "localhost:65536 for *",
        "*:80 for *",
        "http://localhost:80 for *",
        "fd00::1:80 for *",
        ""
      })
  void whatSaysLessIsRefused(String approval) {
    assertThatThrownBy(() -> EgressApproval.read(approval))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + approval
                + "' must say a host, its port, and which tenant may go there: write host:port for"
                + " tenant, e.g. ollama.lan:11434 for acme; * stands for any port or any tenant");
  }

  private static Destination http(String host, int port) {
    return new Destination("http", host, port);
  }

  private static ApprovedPlaces approved(String... approvals) {
    return new ApprovedPlaces(
        List.of(approvals), tenant -> tenant.equals(ACME) ? "acme & sons" : "other");
  }
}
