/** What every registry of images must do. */
@NullMarked
package io.auterity.testkit.contract.containers;

import org.jspecify.annotations.NullMarked;
