@NullMarked
package io.auterity.platform.provider;

import org.jspecify.annotations.NullMarked;
