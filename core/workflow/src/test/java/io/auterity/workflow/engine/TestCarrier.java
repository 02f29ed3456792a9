package io.auterity.workflow.engine;

/** Makes a carrier for each engine of a test; found as a service of its name. */
public interface TestCarrier {

  String name();

  RunCarrier start();
}
