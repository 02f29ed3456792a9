package io.auterity.plugins.database;

import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Providers of databases on this machine, whose users have one password. */
record Databases(PluginManifest manifest, int port, String database, String password) {

  FakeProvider provider(boolean writes) {
    Map<String, Json> config = new LinkedHashMap<>();
    config.put("server", Json.of("tcp://127.0.0.1:" + port));
    config.put("database", Json.of(database));
    config.put("tls", Json.of("off"));
    config.put("reader", user("reader"));
    if (writes) {
      config.put("writer", user("writer"));
    }
    return new FakeProvider("orders", manifest)
        .withConfig(Json.object(config))
        .withSecrets(Map.of("pass", password))
        .withTransport(new PlainHttpTransport());
  }

  private static Json.Obj user(String name) {
    return Json.object(
        Map.of("user", Json.of(name), "password", Json.object(Map.of("secret", Json.of("pass")))));
  }
}
