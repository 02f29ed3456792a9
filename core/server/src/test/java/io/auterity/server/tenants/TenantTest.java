package io.auterity.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TenantTest {

  private static final String LOST = "{\"tenant\": \"lost\", \"name\": \"%s\"}";

  @RegisterExtension static final RunningServer server = RunningServer.start();

  @Test
  void theOperatorAdmitsAnAdministratorToATenantThatIsThere() {
    Client first = tenant(server.operator().post("/api/v1/tenants", "{\"name\": \"lost\"}"));
    TenantScope scope = server.tenantOf(first);

    Client second = tenant(server.operator().post("/api/v1/tenants/keys", LOST.formatted("found")));

    assertThat(server.tenantOf(second)).isEqualTo(scope);
    assertThat(second.get("/api/v1/session").text("principal.name")).isEqualTo("found");
    assertThat(first.post("/api/v1/tenants/keys", LOST.formatted("mine")).status()).isEqualTo(401);
  }

  @Test
  void nobodyIsAdmittedToATenantThatIsNotThere() {
    Reply reply =
        server.operator().post("/api/v1/tenants/keys", "{\"tenant\": \"x\", \"name\": \"a\"}");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("detail")).isEqualTo("there is no tenant 'x'");
  }

  @Test
  void theOperatorListsTenantsByNamePageByPage() {
    var _ = tenant(server.operator().post("/api/v1/tenants", "{\"name\": \"list-b\"}"));
    Client one = tenant(server.operator().post("/api/v1/tenants", "{\"name\": \"list-a\"}"));

    Reply first = server.operator().get("/api/v1/tenants?cursor=list-&limit=1");
    Reply second = server.operator().get("/api/v1/tenants?limit=1&cursor=" + first.text("next"));

    assertThat(first.text("items.0.name")).as(first.toString()).isEqualTo("list-a");
    assertThat(second.text("items.0.name")).isEqualTo("list-b");
    assertThat(one.get("/api/v1/tenants").status()).isEqualTo(401);
  }

  private static Client tenant(Reply admitted) {
    assertThat(admitted.status()).as(admitted.toString()).isEqualTo(201);
    return server.anonymous().bearer(admitted.text("key"));
  }
}
