@NullMarked
package io.auterity.platform.rate;

import org.jspecify.annotations.NullMarked;
