package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.manifest.ConfigForm;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The body of one version of a plugin, its jars or file, and how its main object is made from that.
 */
sealed interface PluginBody {

  /** Where it lies. */
  Path source();

  /** Names its bytes: an algorithm, a colon and lower-case hex. */
  String digest();

  /** Whether the other one is what this was when it was looked at. */
  boolean same(PluginBody other);

  /** The loader of its own classes; null when it has none. */
  @Nullable URLClassLoader classes(String plugin, PluginLoaders loaders);

  /**
   * Its main object.
   *
   * @param classes as {@link #classes} made them
   * @throws PluginRefusedException when there is none
   */
  Plugin main(PluginManifest manifest, @Nullable URLClassLoader classes);

  /**
   * What a manifest declares of a connector, with the schema of its configuration.
   *
   * @throws IllegalArgumentException saying what is wrong with the configuration
   */
  ConnectorManifest configured(
      ConnectorManifest declared, Connector<?> connector, PluginRealm classes);

  /** Jars. */
  record OfJars(PluginFiles files) implements PluginBody {
    @Override
    public Path source() {
      return files.source();
    }

    @Override
    public String digest() {
      return files.digest();
    }

    @Override
    public boolean same(PluginBody other) {
      return other instanceof OfJars(PluginFiles others) && files.jars().equals(others.jars());
    }

    @Override
    public URLClassLoader classes(String plugin, PluginLoaders loaders) {
      return loaders.open(plugin, files.urls());
    }

    @Override
    public ConnectorManifest configured(
        ConnectorManifest declared, Connector<?> connector, PluginRealm classes) {
      Class<? extends Record> type = classes.enter("configuration", Applied.NO, connector::config);
      return declared.withConfig(ConfigForm.of(type, declared.edits()).schema());
    }

    @Override
    public Plugin main(PluginManifest manifest, @Nullable URLClassLoader classes) {
      try {
        return Class.forName(manifest.main(), true, classes)
            .asSubclass(Plugin.class)
            .getConstructor()
            .newInstance();
      } catch (ClassNotFoundException e) {
        throw new PluginRefusedException(
            "plugin '%s': main class %s is not in its jars"
                .formatted(manifest.id(), manifest.main()));
      } catch (ReflectiveOperationException | ClassCastException e) {
        throw new PluginRefusedException(
            "plugin '%s': %s must implement %s with a public constructor without arguments: %s"
                .formatted(manifest.id(), manifest.main(), Plugin.class.getName(), e));
      }
    }
  }

  /** A file of another form, which was read whole. */
  record OfFile(Path source, PluginSource.Content content) implements PluginBody {
    @Override
    public String digest() {
      return "sha256:" + content.digest();
    }

    @Override
    public boolean same(PluginBody other) {
      return other instanceof OfFile(Path _, PluginSource.Content others)
          && content.digest().equals(others.digest());
    }

    @Override
    public @Nullable URLClassLoader classes(String plugin, PluginLoaders loaders) {
      return content.classes() == null ? null : content.classes().open(loaders);
    }

    @Override
    public ConnectorManifest configured(
        ConnectorManifest declared, Connector<?> connector, PluginRealm classes) {
      return declared;
    }

    @Override
    public Plugin main(PluginManifest manifest, @Nullable URLClassLoader classes) {
      return classes != null && content.plugin() instanceof CodedPlugin coded
          ? coded.with(classes)
          : content.plugin();
    }
  }
}
