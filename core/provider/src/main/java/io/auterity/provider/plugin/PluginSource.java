package io.auterity.provider.plugin;

import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form of plugins that are no jars: single files of a plugin folder, which become plugins without
 * classes of their own, or with some for single operations.
 */
public interface PluginSource {

  /** No form but jars. */
  PluginSource NONE =
      new PluginSource() {
        @Override
        public Optional<String> id(Path file) {
          return Optional.empty();
        }

        @Override
        public Content read(Path file) {
          throw new PluginRefusedException("%s is no plugin".formatted(file));
        }
      };

  /**
   * Names of files that it has from elsewhere: each stands in a folder as if it lay there, in the
   * place of the folder's own of that name.
   */
  default Set<String> stored() {
    return Set.of();
  }

  /** Id of the plugin that such a file brings, as its name says; empty when it is no such file. */
  Optional<String> id(Path file);

  /**
   * Reads a file that has an id.
   *
   * @throws PluginRefusedException naming the file, and line, place and remedy of each problem
   */
  Content read(Path file);

  /**
   * A file that can work.
   *
   * @param digest SHA-256 of all bytes that it was made of, lower-case hex
   * @param problems what it is without, one sentence each
   * @param classes that it names for single operations; null when it names none
   */
  record Content(
      PluginManifest manifest,
      Plugin plugin,
      String digest,
      List<String> problems,
      @Nullable FileClasses classes) {
    public Content {
      problems = List.copyOf(problems);
    }

    /** Names the jars of its classes, as {@link FileClasses#jars}; null when it names none. */
    public @Nullable String jars() {
      return classes == null ? null : classes.jars();
    }
  }
}
