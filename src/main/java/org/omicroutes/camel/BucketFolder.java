package org.omicroutes.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.omicroutes.step.Folders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A folder that lies in a bucket, one object for each file. It is fetched under a hidden name
 * beside the folder that it becomes, and gets its name when all of it is on the disk: nobody sees
 * half of it, and who was interrupted goes on with the files that lack.
 */
final class BucketFolder {
  private static final Logger LOG = LoggerFactory.getLogger(BucketFolder.class);
  private static final int MOST_FILES = 2_000_000;
  private static final String PART = ".omicroutes-part";

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * @param prefix of the objects; a {@code /} at its end may lack
   * @throws IllegalArgumentException where there is none
   */
  BucketFolder(S3Client client, String bucket, String prefix) {
    if (prefix.isBlank() || prefix.startsWith("/")) {
      throw new IllegalArgumentException(
          "'from' is '"
              + prefix
              + "': expected the prefix of a folder's objects, such as runs/17/");
    }
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /**
   * Fetches all files, unless the folder is there already with just these.
   *
   * @param folder that is to be; no other is changed
   * @throws IllegalArgumentException where there are no such objects, their names are none of
   *     files, or the folder is there with other files
   * @throws IOException where the disk is full, or another process fetches the same
   */
  void fetch(Path folder) throws IOException {
    SortedMap<String, S3Object> files = list();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (!isSame(folder, files)) {
        throw new IllegalArgumentException(
            "'"
                + folder.getFileName()
                + "' is there already, with other files than "
                + prefix
                + ": expected a path that is free");
      }
      return;
    }
    Files.createDirectories(folder.getParent());
    String key = UUID.nameUUIDFromBytes(prefix.getBytes(StandardCharsets.UTF_8)).toString();
    Path begun = folder.resolveSibling(".omicroutes-" + folder.getFileName() + "-" + key);
    Path lock = begun.resolveSibling(begun.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!holds(channel)) {
        throw new IOException(folder.getFileName() + " is being fetched by another server");
      }
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        fill(begun, files);
        Files.move(begun, folder, StandardCopyOption.ATOMIC_MOVE);
        sync(folder.getParent());
        LOG.info("{} files of {} are fetched to {}", files.size(), prefix, folder.getFileName());
      }
      Files.deleteIfExists(lock);
    }
  }

  /** The lock of a process that died is free; the file that it lies on may stay. */
  private static boolean holds(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The objects by the paths of their files. */
  private SortedMap<String, S3Object> list() {
    SortedMap<String, S3Object> files = new TreeMap<>();
    for (S3Object object :
        client.listObjectsV2Paginator(ask -> ask.bucket(bucket).prefix(prefix)).contents()) {
      String path = object.key().substring(prefix.length());
      // Consoles and tools make empty objects for folders.
      boolean isFolder = path.isEmpty() || path.endsWith("/") && size(object) == 0;
      if (!isFolder) {
        requireFile(prefix, path);
        files.put(path, object);
      }
      if (files.size() > MOST_FILES) {
        throw new IllegalArgumentException(
            "there are more than " + MOST_FILES + " objects below '" + prefix + "'");
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there is no object below '" + prefix + "' in the bucket");
    }
    for (String path : files.keySet()) {
      // What follows in the order may be "a-b" before "a/b".
      if (!files.subMap(path + "/", path + "0").isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + prefix
                + path
                + "' is an object, and others lie below it: expected one or the other");
      }
    }
    return files;
  }

  /** Some servers tell none of what stands for a folder. */
  private static long size(S3Object object) {
    return object.size() == null ? 0 : object.size();
  }

  /** A key may be any text. */
  static void requireFile(String prefix, String path) {
    for (String part : path.split("/", -1)) {
      boolean isName =
          !part.isEmpty()
              && !part.equals(".")
              && !part.equals("..")
              && part.indexOf('\\') < 0
              && part.chars().noneMatch(Character::isISOControl);
      if (!isName) {
        throw new IllegalArgumentException(
            "'" + prefix + path + "' is no path of a file: it has the part '" + part + "'");
      }
    }
  }

  private static boolean isSame(Path folder, Map<String, S3Object> files) throws IOException {
    List<Path> there = Folders.files(folder);
    if (there.size() != files.size()) {
      return false;
    }
    for (Path file : there) {
      S3Object object = files.get(folder.relativize(file).toString());
      if (object == null || !isOf(file, object)) {
        return false;
      }
    }
    return true;
  }

  /** A file gets the time of its object, as a copy does. */
  private static boolean isOf(Path file, S3Object object) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == size(object)
        && Files.getLastModifiedTime(file).equals(time(object));
  }

  private static FileTime time(S3Object object) {
    return FileTime.from(object.lastModified().truncatedTo(ChronoUnit.SECONDS));
  }

  private void fill(Path begun, SortedMap<String, S3Object> files) throws IOException {
    Files.createDirectories(begun);
    for (Path file : Folders.files(begun)) {
      if (!files.containsKey(begun.relativize(file).toString())) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, S3Object> entry : files.entrySet()) {
      Path file = begun.resolve(entry.getKey());
      if (!isOf(file, entry.getValue())) {
        Files.createDirectories(file.getParent());
        get(entry.getValue(), file);
      }
    }
    removeEmpty(begun);
  }

  /** What an earlier, interrupted fetch of other objects left. */
  private static void removeEmpty(Path begun) throws IOException {
    List<Path> folders;
    try (var walked = Files.walk(begun)) {
      folders =
          walked.filter(Files::isDirectory).sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path folder : folders) {
      try (var inside = Files.list(folder)) {
        if (!folder.equals(begun) && inside.findAny().isEmpty()) {
          Files.delete(folder);
        } else {
          sync(folder);
        }
      }
    }
  }

  /** Only an object that is still the one that was listed; the file is whole and on the disk. */
  private void get(S3Object object, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try (InputStream in =
            client.getObject(ask -> ask.bucket(bucket).key(object.key()).ifMatch(object.eTag()));
        FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      long bytes = in.transferTo(out);
      if (bytes != size(object)) {
        throw new IOException(object.key() + " has " + bytes + " bytes; expected " + size(object));
      }
      Files.setLastModifiedTime(part, time(object));
      channel.force(true);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The names in a folder are on the disk, where the file system can say so. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be synchronised: {}", folder, e.getMessage());
    }
  }
}
