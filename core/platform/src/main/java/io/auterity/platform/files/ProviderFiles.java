package io.auterity.platform.files;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of all providers: {@code ROOT/TENANT/PROVIDER.LIFE}, where the life counts up
 * when a provider is removed, so that another one of its name begins with nothing.
 *
 * @param root made when the first provider needs it
 * @param quota bytes that one provider may keep
 */
public record ProviderFiles(Path root, long quota) {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderFiles.class);

  /** The directory of the provider that has, or had, the name in that life; nothing is made yet. */
  public ProviderDirectory of(TenantScope scope, String provider, long life) {
    return new MeasuredDirectory(() -> place(scope, provider, life), quota);
  }

  private Path place(TenantScope scope, String provider, long life) {
    return home(scope).resolve(provider + "." + life);
  }

  /**
   * Deletes what former providers of a name have left. What cannot be deleted is told in the log
   * and tried again when a provider of that name is removed.
   *
   * @param present life of the name; asked only where anything was left
   */
  public void removeFormer(TenantScope scope, String provider, LongSupplier present) {
    List<Path> all = directories(home(scope));
    if (all.stream().noneMatch(directory -> provider(directory).equals(provider))) {
      return;
    }
    Path kept = place(scope, provider, present.getAsLong());
    all.stream()
        .filter(directory -> provider(directory).equals(provider))
        .filter(directory -> !directory.equals(kept))
        .forEach(ProviderFiles::delete);
  }

  private Path home(TenantScope scope) {
    return root.resolve(scope.tenant().toString());
  }

  private static String provider(Path directory) {
    String name = name(directory);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> directories(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", parent, e.getMessage());
      return List.of();
    }
  }

  private static void delete(Path directory) {
    try {
      DirectoryTree.delete(directory);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}; delete it by hand", directory, e.getMessage());
    }
  }
}
