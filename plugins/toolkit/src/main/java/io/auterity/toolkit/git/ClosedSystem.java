package io.auterity.toolkit.git;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The machine as JGit may see it: no configuration of its user or of the system, no variables of
 * the environment, and nothing that it would write there.
 */
public final class ClosedSystem extends SystemReader.Delegate {

  private final SystemReader machine;

  private ClosedSystem(SystemReader machine) {
    super(machine);
    this.machine = machine;
  }

  /** JGit asks one reader of its class loader: this one from now on. */
  public static void install() {
    SystemReader now = SystemReader.getInstance();
    SystemReader.setInstance(new ClosedSystem(now instanceof ClosedSystem c ? c.machine : now));
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new Nowhere(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Nowhere(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Nowhere(parent, fs);
  }

  /** A configuration that is in no file. */
  private static final class Nowhere extends FileBasedConfig {

    Nowhere(@Nullable Config parent, FS fs) {
      super(parent, new File("nowhere"), fs);
    }

    @Override
    public void load() {
      // There is nothing to read.
    }

    @Override
    public void save() {
      // JGit would keep here what it measures of the disk.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    // Known, so that JGit writes no files to measure it.
    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long usual, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(10, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, usual, unit);
    }
  }
}
