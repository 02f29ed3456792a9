/** What every {@code mail} connector must do. */
@NullMarked
package io.auterity.testkit.contract.mail;

import org.jspecify.annotations.NullMarked;
