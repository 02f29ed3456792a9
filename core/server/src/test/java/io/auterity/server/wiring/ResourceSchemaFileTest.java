package io.auterity.server.wiring;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.platform.resource.ResourceSchema;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.server.RunningServer;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.OperatorKey;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Compares the schema of resources, by which editors check files, with the product's kinds. */
@Tag("postgresql")
@Tag("generated")
class ResourceSchemaFileTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path data;

  @Test
  void theSchemaHoldsEveryKindOfTheProduct() throws IOException {
    Files.createDirectories(RunningServer.places(data).plugins());
    OperatorKey operator = OperatorKey.of(data, new SecureRandom());
    ProductStart start =
        ProductStart.begin(
            () -> Storage.at(db.logins()),
            storage ->
                new Product(
                    RunningServer.places(data),
                    RunningServer.settings(),
                    storage,
                    MemoryPool.ofHeap(),
                    operator,
                    new InboundAddress(RunningServer.settings(), Set.of()),
                    Telemetry.none()));
    try {
      Json.Obj schema =
          ResourceSchema.of(
              start.product().parts.stream().flatMap(part -> part.kinds().stream()).toList());
      String text = JsonMapper.shared().readTree(schema.toString()).toPrettyString();

      GeneratedFile.check("api/resource.schema.json", text + "\n");
    } finally {
      start.close();
    }
  }
}
