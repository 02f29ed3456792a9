package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product's own connector of a kind, which keeps everything itself, or what stands in for one:
 * it answers for a vendor that there is none of. A resource is its id alone to its callers.
 */
final class EmbeddedVendor implements AutoCloseable {

  private static final Map<String, String> PLUGINS =
      Map.of(
          "documents", "documents", "git", "git", "knowledge", "knowledge", "tracker", "tracker");

  /** Those of the kinds of which the product has no connector that keeps everything itself. */
  private static final Map<String, Supplier<Object>> IN_MEMORY =
      Map.of("automation", StubEngine::new, "ci", StubBuilds::new, "containers", StubRegistry::new);

  private final @Nullable URLClassLoader loader;
  private final FakeProvider provider;
  private final Object instance;

  private EmbeddedVendor(@Nullable URLClassLoader loader, FakeProvider provider, Object instance) {
    this.loader = loader;
    this.provider = provider;
    this.instance = instance;
  }

  /**
   * That of a kind, from the product's plugins.
   *
   * @throws CliException when the product lacks it
   */
  static EmbeddedVendor of(String kind) {
    Supplier<Object> inMemory = IN_MEMORY.get(kind);
    if (inMemory != null) {
      PluginManifest none = PluginManifest.builder("stub", "1.0.0", "none", "A stub").build();
      return new EmbeddedVendor(null, new FakeProvider("vendor", none), inMemory.get());
    }
    Path folder =
        Path.of(System.getProperty("auterity.distribution", "."), "plugins", plugin(kind));
    if (!Files.isDirectory(folder)) {
      throw CliException.badInput(
          "the stub of the kind '%s' is the product's own plugin, and %s is not there; say --against URL"
              .formatted(kind, folder));
    }
    try {
      URLClassLoader loader =
          new URLClassLoader(jars(folder), EmbeddedVendor.class.getClassLoader());
      return opened(kind, loader);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the plugin in %s cannot be used".formatted(folder), e);
    }
  }

  private static String plugin(String kind) {
    String plugin = PLUGINS.get(kind);
    if (plugin == null) {
      throw new IllegalArgumentException("nothing stands for the kind " + kind);
    }
    return plugin;
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    if (urls.isEmpty()) {
      urls.add(folder.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static EmbeddedVendor opened(String kind, URLClassLoader loader)
      throws IOException, ReflectiveOperationException {
    String main;
    try (var in = loader.findResource("META-INF/auterity/plugin.yaml").openStream()) {
      main = ManifestFileReader.read(in.readAllBytes()).main();
    }
    Class<? extends Plugin> type = loader.loadClass(main).asSubclass(Plugin.class);
    PluginManifest manifest = ManifestFileReader.of(type);
    Plugin plugin = type.getConstructor().newInstance();
    plugin.start(new FakePluginContext(manifest));
    FakeProvider provider = new FakeProvider("vendor", manifest);
    Connector<?> connector =
        plugin.connectors().stream()
            .filter(each -> each.kind().getAnnotation(Kind.class).value().equals(kind))
            .filter(each -> each.id().startsWith("embedded-"))
            .findFirst()
            .orElseThrow();
    return new EmbeddedVendor(loader, provider, connector.open(provider));
  }

  /**
   * Carries out an operation.
   *
   * @throws CallFailedException as the connector does
   */
  Json answer(Capability capability, Json.Obj asked) {
    Json.Obj input = withoutSecrets(capability, (Json.Obj) withIdsAlone(asked));
    Record bound = AuthoredFile.BINDER.bind(capability, Payload.of(input));
    try {
      Object made =
          capability.method().invoke(instance, bound, FakeCall.of(capability.id(), provider));
      return withIdsAlone(AuthoredFile.BINDER.render(capability, (Record) made));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(capability.id(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(capability.id(), e);
    }
  }

  /** With a name in place of each value, which is kept nowhere. */
  private static Json.Obj withoutSecrets(Capability capability, Json.Obj asked) {
    Json.Obj made = asked;
    for (Map.Entry<String, Json> field : Scaffold.properties(capability.inputSchema()).entrySet()) {
      if (Scaffold.isSecret(field.getValue()) && made.get(field.getKey()) instanceof Json.Str) {
        made = made.with(field.getKey(), Json.EMPTY.with("secret", Json.of("given")));
      }
    }
    return made;
  }

  private static Json withIdsAlone(Json value) {
    return switch (value) {
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(EmbeddedVendor::withIdsAlone).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Json id = fields.get("id");
        if (id != null && fields.get("provider") != null && fields.size() == 2) {
          yield id;
        }
        Map<String, Json> made = new LinkedHashMap<>();
        fields.forEach((name, field) -> made.put(name, withIdsAlone(field)));
        yield new Json.Obj(made);
      }
      default -> value;
    };
  }

  @Override
  public void close() {
    if (loader == null) {
      return;
    }
    try {
      loader.close();
    } catch (IOException e) {
      throw new IllegalStateException("the classes of the stub cannot be let go", e);
    }
  }
}
