package io.auterity.plugins.git;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.git.GitContract;
import java.util.concurrent.atomic.AtomicInteger;

class GitContractTest extends GitContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Override
  protected Plugin plugin() {
    return new GitPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-git";
  }

  @Override
  protected String owner() {
    return "main";
  }

  @Override
  protected String freshName() {
    return "contract-" + NUMBER.incrementAndGet();
  }
}
