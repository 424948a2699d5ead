#include "binding/arguments.h"

#include "archive/blob_ports.h"

namespace mamori::binding {

bool isPending(Napi::Env env) { return env.IsExceptionPending(); }

void throwBug(Napi::Env env, const std::string& what) {
  if (!isPending(env)) Napi::TypeError::New(env, "bug: " + what).ThrowAsJavaScriptException();
}

Arguments::Arguments(Napi::Env env, Napi::Value options) : env_(env) {
  if (options.IsObject()) options_ = options.As<Napi::Object>();
  else throwBug(env, "the engine needs an object of options");
}

Napi::Value Arguments::value(const char* name) const {
  if (options_.IsEmpty()) return env_.Undefined();
  const Napi::Value found = options_.Get(name);
  return found.IsEmpty() ? env_.Undefined() : found;
}

bool Arguments::has(const char* name) const { return !value(name).IsUndefined(); }

ByteView Arguments::bytes(const char* name) const {
  const Napi::Value found = value(name);
  if (found.IsBuffer()) return viewOf(found);
  throwBug(env_, std::string(name) + " must be a Buffer");
  return {};
}

std::string Arguments::text(const char* name) const {
  const Napi::Value found = value(name);
  if (!found.IsString() && !found.IsBuffer()) throwBug(env_, std::string(name) + " must be a string or a Buffer");
  return textFrom(found);
}

std::uint64_t Arguments::number(const char* name) const {
  const Napi::Value found = value(name);
  const double number = found.IsNumber() ? found.As<Napi::Number>().DoubleValue() : -1;
  if (number >= 0 && number <= 9007199254740991.0) return static_cast<std::uint64_t>(number);
  throwBug(env_, std::string(name) + " must be a whole number");
  return 0;
}

bool Arguments::flag(const char* name) const {
  const Napi::Value found = value(name);
  if (found.IsBoolean()) return found.As<Napi::Boolean>().Value();
  throwBug(env_, std::string(name) + " must be true or false");
  return false;
}

std::shared_ptr<Napi::FunctionReference> Arguments::function(const char* name) const {
  const Napi::Value found = value(name);
  if (found.IsFunction()) return std::make_shared<Napi::FunctionReference>(Napi::Persistent(found.As<Napi::Function>()));
  throwBug(env_, std::string(name) + " must be a function");
  return {};
}

Arguments Arguments::object(const char* name) const { return Arguments(env_, value(name)); }

void Arguments::each(const char* name, const std::function<void(Napi::Value)>& visit) const {
  const Napi::Value found = value(name);
  if (!found.IsArray()) return throwBug(env_, std::string(name) + " must be an array");
  const auto array = found.As<Napi::Array>();
  for (std::uint32_t i = 0; i < array.Length() && !isPending(env_); ++i) {
    const Napi::HandleScope scope(env_);
    visit(array.Get(i));
  }
}

std::vector<std::string> Arguments::texts(const char* name) const {
  std::vector<std::string> all;
  each(name, [&](Napi::Value element) { all.push_back(textFrom(element)); });
  return all;
}

ByteView viewOf(Napi::Value value) {
  if (!value.IsBuffer()) return {};
  const auto buffer = value.As<Napi::Buffer<std::uint8_t>>();
  return {buffer.Data(), buffer.Length()};
}

std::string textFrom(Napi::Value value) {
  if (value.IsString()) return value.As<Napi::String>().Utf8Value();
  return std::string(textOf(viewOf(value)));
}

ByteBuffer copyOf(Napi::Value value) {
  const ByteView view = viewOf(value);
  return ByteBuffer(view.begin(), view.end());
}

Napi::Buffer<std::uint8_t> toBuffer(Napi::Env env, ByteView bytes) {
  return Napi::Buffer<std::uint8_t>::Copy(env, bytes.data(), bytes.size());
}

Napi::Buffer<std::uint8_t> giveBuffer(Napi::Env env, ByteBuffer bytes) {
  if (bytes.empty()) return Napi::Buffer<std::uint8_t>::New(env, 0);
  auto* held = new ByteBuffer(std::move(bytes));
  return Napi::Buffer<std::uint8_t>::New(env, held->data(), held->size(), [](Napi::Env, std::uint8_t*, ByteBuffer* owned) { delete owned; }, held);
}

Napi::Number toNumber(Napi::Env env, std::uint64_t value) { return Napi::Number::New(env, static_cast<double>(value)); }

bool parseChunkId(const std::string& hex, ChunkId& id) {
  if (hex.size() != 2 * id.bytes.size()) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

Napi::Object toContent(Napi::Env env, const ContentReference& content, std::uint64_t bytes) {
  auto ids = Napi::Array::New(env, content.ids.size());
  for (std::uint32_t i = 0; i < content.ids.size(); ++i) ids.Set(i, Napi::String::New(env, toHex(content.ids[i].bytes)));
  auto object = Napi::Object::New(env);
  object.Set("depth", toNumber(env, content.depth));
  object.Set("ids", ids);
  object.Set("bytes", toNumber(env, bytes));
  return object;
}

bool parseContent(Napi::Value value, ContentReference& content, std::uint64_t& bytes) {
  const Napi::Env env = value.Env();
  const Arguments fields(env, value);
  content = {};
  content.depth = static_cast<std::uint32_t>(fields.number("depth"));
  bytes = fields.number("bytes");
  bool valid = true;
  fields.each("ids", [&](Napi::Value id) { valid = parseChunkId(textFrom(id), content.ids.emplace_back()) && valid; });
  if (!valid) throwBug(env, "a chunk id is 32 hex digits");
  return !isPending(env);
}

}  // namespace mamori::binding
