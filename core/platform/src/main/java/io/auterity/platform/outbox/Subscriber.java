package io.auterity.platform.outbox;

/** Receives events in this process; it must bear to receive one twice, and in any order. */
public interface Subscriber {

  /** For the log, e.g. {@code live view}. */
  String name();

  /** Whether events of a type are wanted. */
  boolean wants(String type);

  /** Takes an event; when it throws, all subscribers get the event again later. */
  void receive(CloudEvent event);
}
