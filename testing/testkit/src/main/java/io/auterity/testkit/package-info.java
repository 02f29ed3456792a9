/** Fakes of what the platform gives to a connector: calls, time, documents, secrets. */
@NullMarked
package io.auterity.testkit;

import org.jspecify.annotations.NullMarked;
