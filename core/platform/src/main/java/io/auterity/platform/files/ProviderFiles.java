package io.auterity.platform.files;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of all providers: {@code ROOT/TENANT/PROVIDER.LIFE}, where the life counts up
 * when a provider is removed, so that another one of its name begins with nothing.
 */
public final class ProviderFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderFiles.class);

  private final Path root;
  private final long quota;
  private final ToLongBiFunction<TenantScope, String> life;

  /**
   * @param root made when the first provider needs it
   * @param quota bytes that one provider may keep
   * @param life which provider of this name it is; asked when a provider first uses its directory
   */
  public ProviderFiles(Path root, long quota, ToLongBiFunction<TenantScope, String> life) {
    this.root = root;
    this.quota = quota;
    this.life = life;
  }

  /** The directory of a provider; nothing is read or made yet. */
  public ProviderDirectory of(TenantScope scope, String provider) {
    return new MeasuredDirectory(() -> place(scope, provider), quota);
  }

  private Path place(TenantScope scope, String provider) {
    long now = life.applyAsLong(scope, provider);
    return home(scope).resolve(provider + "." + now);
  }

  /**
   * Deletes what former providers of a name have left. What cannot be deleted is told in the log
   * and tried again when a provider of that name is removed.
   */
  public void removeFormer(TenantScope scope, String provider) {
    List<Path> all = directories(home(scope));
    if (all.stream().noneMatch(directory -> provider(directory).equals(provider))) {
      return;
    }
    Path present = place(scope, provider);
    all.stream()
        .filter(directory -> provider(directory).equals(provider))
        .filter(directory -> !directory.equals(present))
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
