package io.auterity.platform.provider.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.DocumentsContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class StoredDocumentsTest extends DocumentsContract {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final StoredDocuments documents = of(tenant, "p");

  @Override
  protected Documents documents() {
    return documents;
  }

  @Test
  void confinesDocumentsToTheirProviderAndTenant() {
    Document own = new Document("things", "a", Json.EMPTY);
    documents.write(writer -> writer.addOrGet(own, Map.of("name", "one")));

    assertThat(documents.get("things", "a")).contains(own);
    assertThat(of(tenant, "q").get("things", "a")).isEmpty();
    assertThat(of(db.newTenant(), "p").get("things", "a")).isEmpty();
  }

  private static StoredDocuments of(TenantScope scope, String provider) {
    return new StoredDocuments(db.database(), scope, provider);
  }
}
