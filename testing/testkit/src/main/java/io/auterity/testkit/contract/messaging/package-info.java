/** What every {@code messaging} connector must do. */
@NullMarked
package io.auterity.testkit.contract.messaging;

import org.jspecify.annotations.NullMarked;
