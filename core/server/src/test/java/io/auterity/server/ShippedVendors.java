package io.auterity.server;

import io.auterity.provider.plugin.PluginJar;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** All files of vendors that the product brings, with code where one of them names some. */
public final class ShippedVendors {

  private static final String SEALED =
      """
      package io.auterity.plugins.github;
      import io.auterity.spi.*;
      import io.auterity.spi.ci.*;
      public class SealedSecrets implements Overrides<Ci> {
        public Class<? extends Ci> type() { return Sealed.class; }
        public Ci open(ProviderContext context, Ci declared) { return new Sealed(); }
        public static final class Sealed implements Ci {
          @Override public CiSecret createSecret(NewCiSecret secret, Call call) { return null; }
          @Override public CiSecret updateSecret(CiSecretUpdate secret, Call call) { return null; }
        }
      }
      """;

  private ShippedVendors() {}

  /** Writes them into a folder of plugins. */
  public static void write(Path plugins) {
    try (Stream<Path> files = Files.list(Repository.root().resolve("plugins/vendors"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, plugins.resolve(file.getFileName()));
      }
      Files.createDirectories(plugins.resolve("github"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new PluginJar()
        .source("io.auterity.plugins.github.SealedSecrets", SEALED)
        .write(plugins.resolve("github/code.jar"));
  }
}
